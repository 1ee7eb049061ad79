using System.Collections.Frozen;

namespace Backprop.Onnx.Layers;

/// <summary>The layers that can be written. A new one is a class and a line here.</summary>
internal static class LayerConverters
{
    private static readonly FrozenDictionary<Type, LayerConverter> All = new LayerConverter[]
    {
        new ActivationConverter(),
        new AddConverter(),
        new AveragePool2DConverter(),
        new BatchNormConverter(),
        new ConcatConverter(),
        new Conv1DConverter(),
        new Conv2DConverter(),
        new DenseConverter(),
        new DepthwiseConv2DConverter(),
        new DropoutConverter(),
        new EmbeddingConverter(),
        new FlattenConverter(),
        new GaussianNoiseConverter(),
        new GlobalAveragePoolConverter(),
        new GroupNormConverter(),
        new LayerNormConverter(),
        new MaxPool2DConverter(),
        new MultiplyConverter(),
        new PadConverter(),
        new ReshapeConverter(),
        new RmsNormConverter(),
        new TransposeConverter(),
    }.ToFrozenDictionary(converter => converter.Layer);

    /// <summary>The attributes of these layers.</summary>
    public static IEnumerable<Type> Layers => All.Keys;

    /// <summary>The converter of a layer.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static LayerConverter For(LayerAttribute layer) =>
        All.GetValueOrDefault(layer.GetType()) ?? throw new NotSupportedException($"The ONNX exporter does not know the layer {layer.GetType().Name}.");
}
