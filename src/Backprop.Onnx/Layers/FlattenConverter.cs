using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Flatten]</c>, channels last.</summary>
internal sealed class FlattenConverter : LayerConverter<FlattenAttribute>
{
    protected override Value Convert(FlattenAttribute layer, LayerContext context) => context.Input.Shape.Count == 1
        ? context.Input
        : context.Result(context.Node("Flatten", [context.Input.In(AxisOrder.ChannelsLast)], new OnnxAttribute("axis", 1)), AxisOrder.ChannelsLast);
}
