using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Dense(units, activation)]</c>, on the last axis: a product, a bias and an activation, which the passes fuse.</summary>
internal sealed class DenseLayer : LayerDefinition
{
    private const float DefaultInitializerValue = 0.01f;

    public override string Attribute => "Dense";

    public override Shape? Check(LayerSite site)
    {
        int? units = ValueChecks.Size(site, "units");
        ActivationChecks.Check(site, "activation", units);
        int? initializer = ValueChecks.Enum(site, "Initializer", EnumNames.Initializer, EnumNames.Initializers, missing: 0);
        ValueChecks.Finite(site, "InitializerValue", DefaultInitializerValue);
        float value = site.Layer.Float("InitializerValue", DefaultInitializerValue);
        if (initializer == EnumNames.Normal && value < 0 && ValueChecks.IsFinite(value))
        {
            ValueChecks.OutOfRange(site, "InitializerValue", "0 or more, being the standard deviation of Initializer.Normal", ValueChecks.Number(value));
        }

        return site.Input is { } input && units is { } last ? ValueChecks.Fits(site, "units", input.WithLast(last)) : null;
    }

    /// <summary>in · units weights and as many biases as units.</summary>
    public override long ParameterCount(LayerSpec layer, Shape? input)
    {
        int units = layer.Int("units");
        return input is null || units is < 1 or > ValueChecks.MaxSize
            ? 0
            : ((long)input.Last * units) + (layer.Bool("UseBias", missing: true) ? units : 0);
    }

    public override int? OutputActivation(LayerSpec layer) => ActivationChecks.Known(layer.Int("activation"));

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        int inputs = builder.Current.Shape.Last, units = layer.Int("units");
        string activation = ActivationLowering.Name(layer.Int("activation"));
        string next = activation == "Linear" && builder.FollowingActivation is { } following ? ActivationLowering.Name(following) : activation;
        var start = new WeightStart(
            InitializerChoice.Resolve(layer.Int("Initializer"), next), inputs, units, layer.Float("InitializerValue", DefaultInitializerValue));
        Node weight = builder.Parameter(name, "weight", Shape.Fixed(inputs, units), ParameterRole.Weight, start);
        builder.Apply(new DenseOperator(inputs, units, builder.Lane), name, weight);
        if (layer.Bool("UseBias", true))
        {
            Node bias = builder.Parameter(name, "bias", Shape.Fixed(units), ParameterRole.Bias, start: null);
            builder.Apply(new AddBiasOperator(), name, bias);
        }

        if (activation != "Linear")
        {
            ActivationLowering.Lower(activation, ActivationChecks.Slope(layer), name, builder);
        }
    }
}
