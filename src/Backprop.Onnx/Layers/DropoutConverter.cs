using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Dropout(rate)]</c>, which does nothing in inference.</summary>
internal sealed class DropoutConverter : LayerConverter<DropoutAttribute>
{
    protected override Value Convert(DropoutAttribute layer, LayerContext context) => context.Input;
}
