using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary>What pools share.</summary>
internal abstract class PoolConverter<TLayer> : LayerConverter<TLayer>
    where TLayer : PoolAttribute
{
    protected sealed override Value Convert(TLayer layer, LayerContext context)
    {
        int[] size = [layer.Height, layer.Width];
        Window window = Window.Over(context.Input.Shape, size, [layer.StrideHeight, layer.StrideWidth], [1, 1], layer.Padding, layer.Pads);
        string x = context.Input.In(AxisOrder.ChannelsFirst);
        if (context.IsMadeBy(x, PadConverter.Operation))
        {
            x = Apart(context, x, context.Input.Shape);
        }

        return context.Result(Pool(context, x, window), AxisOrder.ChannelsFirst);
    }

    /// <summary>The pool's nodes, on a tensor with the channels first.</summary>
    protected abstract string Pool(LayerContext context, string x, Window window);

    /// <summary>Keeps a pool apart from the Pad before it, by a Reshape that changes nothing. ONNX Runtime (1.30) would make the zeros of the Pad padding of the pool:
    /// for a maximum that is −∞, and it then refuses pools whose padding is as long as their window.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="x">What the Pad makes, channels first.</param>
    /// <param name="row">The shape of a row, channels last.</param>
    protected static string Apart(LayerContext context, string x, IReadOnlyList<int> row) => context.Node("Reshape", [x, context.Integers(0, row[2], row[0], row[1])]);
}
