using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Transpose(axes)]</c>; ONNX counts the batch as an axis.</summary>
internal sealed class TransposeConverter : LayerConverter<TransposeAttribute>
{
    protected override Value Convert(TransposeAttribute layer, LayerContext context)
    {
        int rank = context.Input.Shape.Count;
        IEnumerable<int> axes = layer.Axes.Count > 0 ? layer.Axes : [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];
        string y = context.Node("Transpose", [context.Input.In(AxisOrder.ChannelsLast)], new OnnxAttribute("perm", [0, .. axes.Select(axis => axis + 1)]));
        return context.Result(y, AxisOrder.ChannelsLast);
    }
}
