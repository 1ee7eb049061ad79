using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary>Values that meet in one layer, and the order of axes in which they do.</summary>
internal static class Meeting
{
    /// <summary>The order that takes the fewest transpositions; of two that are as good, that of the first value.</summary>
    public static AxisOrder OrderOf(IReadOnlyList<Value> values)
    {
        int last = values.Count(value => !value.Has(AxisOrder.ChannelsLast)), first = values.Count(value => !value.Has(AxisOrder.ChannelsFirst));
        return last == first ? values[0].Order : last < first ? AxisOrder.ChannelsLast : AxisOrder.ChannelsFirst;
    }

    /// <summary>Adds or multiplies all of them, one after the other.</summary>
    public static Value Fold(LayerContext context, string operation)
    {
        AxisOrder order = OrderOf(context.Inputs);
        string result = context.Inputs.Select(value => value.In(order)).Aggregate((x, other) => context.Node(operation, [x, other]));
        return context.Result(result, order);
    }
}
