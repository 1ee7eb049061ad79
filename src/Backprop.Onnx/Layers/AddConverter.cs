using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Add(names)]</c>.</summary>
internal sealed class AddConverter : LayerConverter<AddAttribute>
{
    protected override Value Convert(AddAttribute layer, LayerContext context) => Meeting.Fold(context, "Add");
}
