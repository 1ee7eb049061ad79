using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary>What all convolutions share: ONNX's has the channels first, and weights [filters, channels / groups, …].</summary>
internal abstract class ConvolutionConverter<TLayer> : LayerConverter<TLayer>
    where TLayer : ConvolutionAttribute
{
    protected sealed override Value Convert(TLayer layer, LayerContext context)
    {
        Window window = WindowOf(layer, context.Input.Shape);
        string x = context.Input.In(AxisOrder.ChannelsFirst), weight = context.Parameter("weight", ToFiltersFirst);
        string y = context.Node("Conv", layer.UseBias ? [x, weight, context.Parameter("bias")] : [x, weight], window.ToConvolution(GroupsOf(layer, context.Input.Channels)));
        return Activations.Apply(context, context.Result(y, AxisOrder.ChannelsFirst), layer.Activation, layer.Slope);
    }

    protected abstract Window WindowOf(TLayer layer, IReadOnlyList<int> row);

    protected abstract int GroupsOf(TLayer layer, int channels);

    /// <summary>The weight as ONNX has it.</summary>
    protected abstract OnnxTensor ToFiltersFirst(OnnxTensor weight);
}
