using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Pad(amounts)]</c>, in the order of axes that is there.</summary>
internal sealed class PadConverter : LayerConverter<PadAttribute>
{
    /// <summary>The operator.</summary>
    public const string Operation = "Pad";

    protected override Value Convert(PadAttribute layer, LayerContext context)
    {
        AxisOrder order = context.Input.Order;
        int[] pads = Window.BySide(layer.Amounts, context.Input.Shape.Count - 1);
        return context.Result(Pad(context, context.Input.In(order), pads, layer.Value, order), order);
    }

    /// <summary>A node that pads a tensor.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="pads">What is added before each axis of a row but that of the channels, then after each.</param>
    /// <param name="value">What is added.</param>
    /// <param name="order">The order of the tensor's axes.</param>
    public static string Pad(LayerContext context, string x, int[] pads, float value, AxisOrder order)
    {
        int axes = pads.Length / 2;
        int[] before = pads[..axes], after = pads[axes..];
        int[] all = order == AxisOrder.ChannelsLast ? [0, .. before, 0, 0, .. after, 0] : [0, 0, .. before, 0, 0, .. after];
        return context.Node(Operation, [x, context.Integers(all), context.Scalar(value)]);
    }
}
