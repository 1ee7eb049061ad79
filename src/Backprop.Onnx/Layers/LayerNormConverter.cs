using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[LayerNorm]</c>.</summary>
internal sealed class LayerNormConverter : LayerConverter<LayerNormAttribute>
{
    protected override Value Convert(LayerNormAttribute layer, LayerContext context)
    {
        string x = context.Input.In(AxisOrder.ChannelsLast);
        IReadOnlyList<string> operands = layer.Affine ? [x, context.Parameter("weight"), context.Parameter("bias")] : [x, context.Filled(context.Input.Channels, 1)];
        string y = context.Node("LayerNormalization", operands, new OnnxAttribute("axis", -1), new OnnxAttribute("epsilon", layer.Epsilon));
        return context.Result(y, AxisOrder.ChannelsLast);
    }
}
