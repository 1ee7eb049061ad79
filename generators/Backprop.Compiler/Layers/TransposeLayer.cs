using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Transpose(axes)]</c>.</summary>
internal sealed class TransposeLayer : LayerDefinition
{
    private const string Argument = "axes";

    public override string Attribute => "Transpose";

    public override Shape? Check(LayerSite site)
    {
        EquatableArray<int> given = site.Layer.Numbers(Argument) ?? EquatableArray<int>.Empty;
        if (given.Count == 0)
        {
            RankChecks.Require(site, 2, int.MaxValue, "at least two dimensions, the last two of which it swaps", shape => $"[Reshape({shape.Last}, 1)] before it would make two");
        }

        if (site.Input is not { } input || (given.Count == 0 && input.Dimensions.Count < 2))
        {
            return null;
        }

        EquatableArray<int> axes = Axes(site.Layer, input);
        if (!axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, input.Dimensions.Count)))
        {
            ValueChecks.OutOfRange(site, Argument, $"{Numbers(Enumerable.Range(0, input.Dimensions.Count))} in some order, the axes of {input.Text}", Numbers(axes.Take(9)));
            return null;
        }

        return new PermuteOperator(axes).Infer([input]);
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        Shape input = builder.Current.Shape;
        var permute = new PermuteOperator(Axes(layer, input));
        builder.Apply(PermuteOperator.MovesNothing(input, Axes(layer, input)) ? new ReshapeOperator(permute.Infer([input])) : permute, name);
    }

    private static EquatableArray<int> Axes(LayerSpec layer, Shape input)
    {
        if (layer.Numbers(Argument) is { Count: > 0 } axes)
        {
            return axes;
        }

        int rank = input.Dimensions.Count;
        return new(Enumerable.Range(0, rank - 2).Concat([rank - 1, rank - 2]));
    }

    private static string Numbers(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
