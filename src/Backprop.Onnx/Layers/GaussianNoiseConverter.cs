using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary><c>[GaussianNoise(deviation)]</c>, which does nothing in inference.</summary>
internal sealed class GaussianNoiseConverter : LayerConverter<GaussianNoiseAttribute>
{
    protected override Value Convert(GaussianNoiseAttribute layer, LayerContext context) => context.Input;
}
