using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Dense(units, activation)]</c>, on the last axis: a product, a bias and an activation, which the passes fuse.</summary>
internal sealed class DenseLayer : WeightedLayer
{
    public override string Attribute => "Dense";

    public override Shape? Check(LayerSite site)
    {
        int? units = ValueChecks.Size(site, "units");
        CheckCommon(site, units);
        return site.Input is { } input && units is { } last ? ValueChecks.Fits(site, "units", input.WithLast(last)) : null;
    }

    /// <summary>in · units weights and as many biases as units.</summary>
    public override long ParameterCount(LayerSpec layer, Shape? input)
    {
        int units = layer.Int("units");
        return input is null || units is < 1 or > ValueChecks.MaxSize
            ? 0
            : ((long)input.Last * units) + (UsesBias(layer) ? units : 0);
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        int inputs = builder.Current.Shape.Last, units = layer.Int("units");
        builder.Apply(new DenseOperator(inputs, units, builder.Lane), name, Weight(layer, name, builder, Shape.Fixed(inputs, units), inputs, units));
        Finish(layer, name, builder);
    }
}
