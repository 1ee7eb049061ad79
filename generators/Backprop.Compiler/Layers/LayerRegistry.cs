using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>Every attribute that can stand in a network: one line each.</summary>
internal static class LayerRegistry
{
    public static IReadOnlyList<LayerDefinition> All { get; } =
    [
        new InputLayer(),
        new DenseLayer(),
        new ActivationLayer(),
        new AddLayer(),
        new MultiplyLayer(),
        new ConcatLayer(),
        new UseLayer(),
        new DropoutLayer(),
        new GaussianNoiseLayer(),
        new EmbeddingLayer(),
        new FlattenLayer(),
        new ReshapeLayer(),
        new TransposeLayer(),
        new PadLayer(),
        new Conv1DLayer(),
        new Conv2DLayer(),
        new DepthwiseConv2DLayer(),
        new MaxPool2DLayer(),
        new AveragePool2DLayer(),
        new GlobalAveragePoolLayer(),
        new BatchNormLayer(),
        new LayerNormLayer(),
        new RmsNormLayer(),
        new GroupNormLayer(),
        new MeanSquaredErrorLayer(),
        new MeanAbsoluteErrorLayer(),
        new HuberLayer(),
        new BinaryCrossEntropyLayer(),
        new SoftmaxCrossEntropyLayer(),
    ];

    /// <summary>The definition of an attribute, by its name without suffix; null if there is none.</summary>
    public static LayerDefinition? Find(string attribute) => All.FirstOrDefault(layer => layer.Attribute == attribute);

    /// <summary>The role of an attribute that has a definition.</summary>
    public static LayerRole RoleOf(string attribute) => Find(attribute)?.Role ?? LayerRole.Layer;
}
