using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Concat("name", …)]</c>: along the last axis.</summary>
internal sealed class ConcatLayer : CombiningLayer
{
    public override string Attribute => "Concat";

    protected override Shape? Combine(LayerSite site)
    {
        bool fit = ShapesFit(site, (own, other) => own.WithLast(1) == other.WithLast(1));
        if (!fit || site.Input is not { } input || site.Others.Contains(null))
        {
            return null;
        }

        long size = input.Size + site.Others.Sum(other => other!.Size);
        if (size <= ValueChecks.MaxSize)
        {
            return input.WithLast((int)(size / input.Leading));
        }

        ValueChecks.OutOfRange(site, LayerWiring.OthersArgument, $"values that together have at most {ValueChecks.Number(ValueChecks.MaxSize)} numbers a row", ValueChecks.Number(size));
        return null;
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder) =>
        builder.Apply(new ConcatOperator(builder.Others.Count + 1), name, [.. builder.Others]);
}
