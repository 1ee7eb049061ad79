using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>What layers demand of the number of dimensions that come in.</summary>
internal static class RankChecks
{
    private const string ImageText = "height×width×channels", SequenceText = "length×channels";

    /// <summary>Demands an image; returns its shape, or null.</summary>
    public static Shape? Image(LayerSite site) => Require(site, 3, 3, ImageText, ImageAdvice);

    /// <summary>Demands a sequence; returns its shape, or null.</summary>
    public static Shape? Sequence(LayerSite site) => Require(site, 2, 2, SequenceText, SequenceAdvice);

    /// <summary>Demands an image or a sequence; returns its shape, or null.</summary>
    public static Shape? ImageOrSequence(LayerSite site) => Require(site, 2, 3, $"{ImageText} or {SequenceText}", ImageAdvice);

    /// <summary>Demands positions of channels, in however many dimensions; returns the shape, or null.</summary>
    public static Shape? Positions(LayerSite site) => Require(site, 2, int.MaxValue, $"{ImageText} or {SequenceText}", ImageAdvice);

    /// <summary>Demands a number of dimensions; returns the shape, or null.</summary>
    /// <param name="takes">What the layer takes.</param>
    /// <param name="advice">What to do, from the shape that comes in.</param>
    public static Shape? Require(LayerSite site, int least, int most, string takes, Func<Shape, string> advice)
    {
        if (site.Input is not { } input || (input.Dimensions.Count >= least && input.Dimensions.Count <= most))
        {
            return site.Input;
        }

        site.Report(ProblemIds.RankDoesNotFit, null, site.Layer.Attribute, takes, input.Text, advice(input));
        return null;
    }

    private static string ImageAdvice(Shape shape) => $"[Reshape({(shape.Dimensions.Count == 2 ? List(shape, 1) : Square(shape.Size) ?? "height, width, channels")})] before it would make an image of it";

    private static string SequenceAdvice(Shape shape) => shape.Dimensions.Count == 1
        ? $"[Reshape({shape.Last}, 1)] before it would make a sequence of it"
        : $"[Reshape({shape.Leading}, {shape.Last})] before it would make a sequence of it";

    private static string List(Shape shape, int last) => string.Join(", ", shape.Dimensions.Append(last));

    // A row of 784 or of 3,072 values is likely to be a square image, in grey or in colour.
    private static string? Square(long size)
    {
        foreach (int channels in new[] { 1, 3 })
        {
            int side = (int)Math.Round(Math.Sqrt((double)size / channels));
            if (side > 1 && (long)side * side * channels == size)
            {
                return $"{side}, {side}, {channels}";
            }
        }

        return null;
    }
}
