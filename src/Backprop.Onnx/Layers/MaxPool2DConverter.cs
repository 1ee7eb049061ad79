namespace Backprop.Onnx.Layers;

/// <summary><c>[MaxPool2D(size)]</c>: the padding is −∞ here and there.</summary>
internal sealed class MaxPool2DConverter : PoolConverter<MaxPool2DAttribute>
{
    protected override string Pool(LayerContext context, string x, Window window) => context.Node("MaxPool", [x], window.ToPool());
}
