using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Conv1D(filters, kernel, activation)]</c>.</summary>
internal sealed class Conv1DLayer : ConvolutionLayer
{
    public override string Attribute => "Conv1D";

    protected override bool IsSequence => true;

    protected override (int Filters, int Groups)? Filters(LayerSite site, int? channels) => GroupedFilters(site, channels);

    protected override Shape Weight(int kernelHeight, int kernelWidth, int channels, int filters, int groups) => Shape.Fixed(kernelWidth, channels / groups, filters);
}
