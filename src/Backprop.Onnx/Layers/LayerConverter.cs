using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary>Makes nodes of a layer.</summary>
internal abstract class LayerConverter
{
    /// <summary>The attribute of the layer.</summary>
    public abstract Type Layer { get; }

    /// <summary>Whether it takes the network's input as integers.</summary>
    public virtual bool TakesIndices => false;

    /// <summary>Appends the layer's nodes and returns its result.</summary>
    public abstract Value Convert(LayerAttribute layer, LayerContext context);
}

/// <inheritdoc cref="LayerConverter"/>
/// <typeparam name="TLayer">The attribute of the layer.</typeparam>
internal abstract class LayerConverter<TLayer> : LayerConverter
    where TLayer : LayerAttribute
{
    public sealed override Type Layer => typeof(TLayer);

    public sealed override Value Convert(LayerAttribute layer, LayerContext context) => Convert((TLayer)layer, context);

    /// <inheritdoc cref="LayerConverter.Convert"/>
    protected abstract Value Convert(TLayer layer, LayerContext context);
}
