using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Embedding(vocabulary, width)]</c>, on the network's input, which is then of integers.</summary>
internal sealed class EmbeddingConverter : LayerConverter<EmbeddingAttribute>
{
    public override bool TakesIndices => true;

    protected override Value Convert(EmbeddingAttribute layer, LayerContext context)
    {
        string y = context.Node("Gather", [context.Parameter("weight"), context.Input.In(AxisOrder.ChannelsLast)], new OnnxAttribute("axis", 0));
        return context.Result(y, AxisOrder.ChannelsLast);
    }
}
