using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators.Normalization;

namespace Backprop.Compiler.Layers;

/// <summary><c>[GroupNorm(groups)]</c>.</summary>
internal sealed class GroupNormLayer : NormLayer
{
    public override string Attribute => "GroupNorm";

    public override Shape? Check(LayerSite site)
    {
        if (ValueChecks.Size(site, "groups") is { } groups && site.Input is { } input && input.Last % groups != 0)
        {
            ValueChecks.OutOfRange(site, "groups", $"a divisor of the {ValueChecks.Number(input.Last)} channels that come in", ValueChecks.Number(groups));
        }

        return base.Check(site);
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        int groups = layer.Int("groups"), channels = builder.Current.Shape.Last;
        Node moments = builder.Graph.Add(new GroupMomentsOperator(groups, Epsilon(layer)), name, builder.Current);
        Node[] parameters = Parameters(layer, name, builder);
        builder.Apply(new GroupNormalizeOperator(groups, builder.Lane, parameters.Length > 0, channels), name, [moments, .. parameters]);
    }
}
