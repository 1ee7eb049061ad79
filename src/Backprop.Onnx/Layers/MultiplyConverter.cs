using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Multiply(names)]</c>.</summary>
internal sealed class MultiplyConverter : LayerConverter<MultiplyAttribute>
{
    protected override Value Convert(MultiplyAttribute layer, LayerContext context) => Meeting.Fold(context, "Mul");
}
