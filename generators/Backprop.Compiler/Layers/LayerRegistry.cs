namespace Backprop.Compiler.Layers;

/// <summary>All layers there are. A new one adds a line.</summary>
internal static class LayerRegistry
{
    private static readonly LayerDefinition[] Layers =
    [
        new InputLayer(),
        new DenseLayer(),
        new ActivationLayer(),
        new MeanSquaredErrorLayer(),
        new MeanAbsoluteErrorLayer(),
        new HuberLayer(),
        new BinaryCrossEntropyLayer(),
        new SoftmaxCrossEntropyLayer(),
    ];

    public static LayerDefinition Find(string attribute) => Layers.First(layer => layer.Attribute == attribute);
}
