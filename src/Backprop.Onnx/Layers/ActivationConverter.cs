using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Activation(kind)]</c>.</summary>
internal sealed class ActivationConverter : LayerConverter<ActivationAttribute>
{
    protected override Value Convert(ActivationAttribute layer, LayerContext context) => Activations.Apply(context, context.Input, layer.Kind, layer.Slope);
}
