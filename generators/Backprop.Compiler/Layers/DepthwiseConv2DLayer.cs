using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary><c>[DepthwiseConv2D(kernel, activation)]</c>: as many groups as channels.</summary>
internal sealed class DepthwiseConv2DLayer : ConvolutionLayer
{
    private const string Multiplier = "Multiplier";

    public override string Attribute => "DepthwiseConv2D";

    protected override string OutputArgument => Multiplier;

    protected override (int Filters, int Groups)? Filters(LayerSite site, int? channels)
    {
        if (ValueChecks.Size(site, Multiplier, missing: 1) is not { } multiplier || channels is not { } groups)
        {
            return null;
        }

        long filters = (long)multiplier * groups;
        if (filters > ValueChecks.MaxSize)
        {
            ValueChecks.OutOfRange(site, Multiplier, $"such that there are at most {ValueChecks.Number(ValueChecks.MaxSize)} filters", $"such that there are {ValueChecks.Number(filters)}");
            return null;
        }

        return ((int)filters, groups);
    }

    protected override Shape Weight(int kernelHeight, int kernelWidth, int channels, int filters, int groups) => Shape.Fixed(kernelHeight, kernelWidth, channels, filters / channels);
}
