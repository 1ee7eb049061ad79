using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Concat("name", …)]</c>.</summary>
internal sealed class ConcatLayer : CombiningLayer
{
    public override string Attribute => "Concat";

    protected override int Combine(LayerSite site)
    {
        if (site.InputSize == LayerSite.Unknown || site.OtherSizes.Contains(LayerSite.Unknown))
        {
            return LayerSite.Unknown;
        }

        long size = site.OtherSizes.Sum(other => (long)other) + site.InputSize;
        if (size <= ValueChecks.MaxSize)
        {
            return (int)size;
        }

        ValueChecks.OutOfRange(site, LayerWiring.OthersArgument, $"values that together have at most {ValueChecks.Number(ValueChecks.MaxSize)} numbers a row", ValueChecks.Number(size));
        return LayerSite.Unknown;
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder) =>
        builder.Apply(new ConcatOperator(builder.Others.Count + 1), name, [.. builder.Others]);
}
