using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Concat(names)]</c>: the channels one behind the other.</summary>
internal sealed class ConcatConverter : LayerConverter<ConcatAttribute>
{
    protected override Value Convert(ConcatAttribute layer, LayerContext context)
    {
        AxisOrder order = Meeting.OrderOf(context.Inputs);
        int axis = order == AxisOrder.ChannelsFirst ? 1 : context.Shape.Count;
        return context.Result(context.Node("Concat", [.. context.Inputs.Select(value => value.In(order))], new OnnxAttribute("axis", axis)), order);
    }
}
