using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Layers;

/// <summary>A convolution: zeros around the input, where there is padding, then the sums inside of it, a bias and an activation.</summary>
internal abstract class ConvolutionLayer : WeightedLayer
{
    /// <summary>Whether it works on a sequence, else on an image.</summary>
    protected virtual bool IsSequence => false;

    /// <summary>Demands what says how many filters and groups there are; returns them, or null.</summary>
    /// <param name="channels">The channels that come in; null if they cannot be told.</param>
    protected abstract (int Filters, int Groups)? Filters(LayerSite site, int? channels);

    /// <summary>The shape of the weights.</summary>
    protected abstract Shape Weight(int kernelHeight, int kernelWidth, int channels, int filters, int groups);

    public sealed override Shape? Check(LayerSite site)
    {
        (Margins Margins, ConvolutionGeometry Geometry)? convolution = Read(site);
        CheckCommon(site, convolution?.Geometry.Filters);
        return convolution is { } one ? ValueChecks.Fits(site, OutputArgument, one.Geometry.OutputShape(site.Input!)) : null;
    }

    /// <summary>The argument to blame for too large an output.</summary>
    protected virtual string OutputArgument => "filters";

    public sealed override long ParameterCount(LayerSpec layer, Shape? input) =>
        input is not null && Read(LayerSite.Silent(layer, input)) is { } convolution
            ? convolution.Geometry.Weight.Size + (UsesBias(layer) ? convolution.Geometry.Filters : 0)
            : 0;

    public sealed override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        (Margins margins, ConvolutionGeometry geometry) = Read(LayerSite.Silent(layer, builder.Current.Shape))!.Value;
        if (margins != Margins.None)
        {
            builder.Apply(new PadOperator(margins, 0), name);
        }

        Shape input = builder.Current.Shape;
        Node weight = Weight(layer, name, builder, geometry.Weight, geometry.Fans.In, geometry.Fans.Out);
        if (geometry.IsPointwise || geometry.IsWhole)
        {
            LowerDense(geometry, name, builder, weight);
            Finish(layer, name, builder);
            if (builder.Current.Shape != geometry.OutputShape(input))
            {
                builder.Apply(new ReshapeOperator(geometry.OutputShape(input)), name);
            }

            return;
        }

        builder.Apply(new ConvolutionOperator(geometry), name, weight);
        Finish(layer, name, builder);
    }

    // A window of one place is a dense layer on the last axis, one as large as the input a dense layer on all of it; the weights lie as there.
    private static void LowerDense(ConvolutionGeometry geometry, string name, NetworkBuilder builder, Node weight)
    {
        int inputs = geometry.Fans.In;
        if (!geometry.IsPointwise)
        {
            builder.Apply(new ReshapeOperator(Shape.Rows(inputs)), name);
        }

        Node matrix = builder.Graph.Add(new ReshapeOperator(Shape.Fixed(inputs, geometry.Filters)), name, weight);
        builder.Apply(new DenseOperator(inputs, geometry.Filters, builder.Lane), name, matrix);
    }

    private (Margins Margins, ConvolutionGeometry Geometry)? Read(LayerSite site)
    {
        Shape? input = IsSequence ? RankChecks.Sequence(site) : RankChecks.Image(site);
        (int Filters, int Groups)? outputs = Filters(site, input?.Last);
        (WindowAxis Y, WindowAxis X)? axes = WindowChecks.Axes(site, IsSequence, "kernel", usualStride: 1);
        Margins? margins = WindowChecks.Margins(site, input, axes, IsSequence);
        if (input is null || outputs is not { } sizes || axes is not { } window || margins is null)
        {
            return null;
        }

        Shape weight = Weight(window.Y.Size, window.X.Size, input.Last, sizes.Filters, sizes.Groups);
        return (margins, new ConvolutionGeometry(Image.Of(margins.Around(input)), sizes.Filters, window.Y.Size, window.X.Size, weight)
        {
            StrideY = window.Y.Stride,
            StrideX = window.X.Stride,
            DilationY = window.Y.Dilation,
            DilationX = window.X.Dilation,
            Groups = sizes.Groups,
        });
    }

    /// <summary>Demands filters and groups that divide them and the channels; returns both, or null.</summary>
    protected static (int Filters, int Groups)? GroupedFilters(LayerSite site, int? channels)
    {
        int? filters = ValueChecks.Size(site, "filters"), groups = ValueChecks.Size(site, "Groups", missing: 1);
        if (filters is not { } outputs || groups is not { } parts)
        {
            return null;
        }

        if (outputs % parts > 0 || channels % parts > 0)
        {
            string what = outputs % parts > 0 ? $"{ValueChecks.Number(outputs)} filters" : $"{ValueChecks.Number(channels!.Value)} channels that come in";
            ValueChecks.OutOfRange(site, "Groups", $"a number that divides the {what}", ValueChecks.Number(parts));
            return null;
        }

        return (outputs, parts);
    }
}
