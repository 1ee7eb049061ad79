using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Conv2D(filters, kernel, activation)]</c>.</summary>
internal sealed class Conv2DLayer : ConvolutionLayer
{
    public override string Attribute => "Conv2D";

    protected override (int Filters, int Groups)? Filters(LayerSite site, int? channels) => GroupedFilters(site, channels);

    protected override Shape Weight(int kernelHeight, int kernelWidth, int channels, int filters, int groups) => Shape.Fixed(kernelHeight, kernelWidth, channels / groups, filters);
}
