using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[GlobalAveragePool]</c>: the mean over the positions, wherever their axes stand.</summary>
internal sealed class GlobalAveragePoolConverter : LayerConverter<GlobalAveragePoolAttribute>
{
    protected override Value Convert(GlobalAveragePoolAttribute layer, LayerContext context)
    {
        AxisOrder order = context.Input.Order;
        IEnumerable<int> positions = Enumerable.Range(order == AxisOrder.ChannelsLast ? 1 : 2, context.Input.Shape.Count - 1);
        string y = context.Node("ReduceMean", [context.Input.In(order)], new OnnxAttribute("axes", positions), new OnnxAttribute("keepdims", 0));
        return context.Result(y, AxisOrder.ChannelsLast);
    }
}
