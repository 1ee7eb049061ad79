using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[GroupNorm(groups)]</c>: with the channels first, a group is one stretch of the row, which InstanceNormalization takes for a channel.</summary>
internal sealed class GroupNormConverter : LayerConverter<GroupNormAttribute>
{
    protected override Value Convert(GroupNormAttribute layer, LayerContext context)
    {
        IReadOnlyList<int> row = context.Input.Shape;
        int channels = context.Input.Channels, groups = layer.Groups, length = row.Aggregate((product, size) => product * size) / groups;
        string stretches = context.Node("Reshape", [context.Input.In(AxisOrder.ChannelsFirst), context.Integers(0, groups, length)]);
        string normal = context.Node(
            "InstanceNormalization", [stretches, context.Filled(groups, 1), context.Filled(groups, 0)], new OnnxAttribute("epsilon", layer.Epsilon));
        string y = context.Node("Reshape", [normal, context.Integers([0, channels, .. row.SkipLast(1)])]);
        if (layer.Affine)
        {
            int[] perChannel = [channels, .. Enumerable.Repeat(1, row.Count - 1)];
            y = context.Node("Mul", [y, context.Parameter("weight", weight => weight.Reshape(perChannel))]);
            y = context.Node("Add", [y, context.Parameter("bias", bias => bias.Reshape(perChannel))]);
        }

        return context.Result(y, AxisOrder.ChannelsFirst);
    }
}
