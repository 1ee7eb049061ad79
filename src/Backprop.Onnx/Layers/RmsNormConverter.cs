using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[RmsNorm]</c>: x / √(mean of x² + ε), times the weight.</summary>
internal sealed class RmsNormConverter : LayerConverter<RmsNormAttribute>
{
    protected override Value Convert(RmsNormAttribute layer, LayerContext context)
    {
        string x = context.Input.In(AxisOrder.ChannelsLast);
        string mean = context.Node("ReduceMean", [context.Node("Mul", [x, x])], new OnnxAttribute("axes", [-1]), new OnnxAttribute("keepdims", 1));
        string y = context.Node("Div", [x, context.Node("Sqrt", [context.Node("Add", [mean, context.Scalar(layer.Epsilon)])])]);
        return context.Result(layer.Affine ? context.Node("Mul", [y, context.Parameter("weight")]) : y, AxisOrder.ChannelsLast);
    }
}
