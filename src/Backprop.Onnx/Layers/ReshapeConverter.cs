using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Reshape(dimensions)]</c>, channels last. The 0 keeps the batch.</summary>
internal sealed class ReshapeConverter : LayerConverter<ReshapeAttribute>
{
    protected override Value Convert(ReshapeAttribute layer, LayerContext context) =>
        context.Result(context.Node("Reshape", [context.Input.In(AxisOrder.ChannelsLast), context.Integers([0, .. layer.Dimensions])]), AxisOrder.ChannelsLast);
}
