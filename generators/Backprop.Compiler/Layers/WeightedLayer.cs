using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary>A layer y = f(x·W + b), whatever the product: its arguments <c>activation</c>, <c>Slope</c>, <c>UseBias</c>, <c>Initializer</c> and <c>InitializerValue</c>.</summary>
internal abstract class WeightedLayer : LayerDefinition
{
    private const float DefaultInitializerValue = 0.01f;

    public sealed override int? OutputActivation(LayerSpec layer) => ActivationChecks.Known(layer.Int("activation"));

    /// <summary>Reports what is wrong with the arguments that all such layers have.</summary>
    /// <param name="outputs">The size of the last axis; null if it cannot be told.</param>
    protected static void CheckCommon(LayerSite site, int? outputs)
    {
        ActivationChecks.Check(site, "activation", outputs);
        int? initializer = ValueChecks.Enum(site, "Initializer", EnumNames.Initializer, EnumNames.Initializers, missing: 0);
        ValueChecks.Finite(site, "InitializerValue", DefaultInitializerValue);
        float value = site.Layer.Float("InitializerValue", DefaultInitializerValue);
        if (initializer == EnumNames.Normal && value < 0 && ValueChecks.IsFinite(value))
        {
            ValueChecks.OutOfRange(site, "InitializerValue", "0 or more, being the standard deviation of Initializer.Normal", ValueChecks.Number(value));
        }
    }

    protected static bool UsesBias(LayerSpec layer) => layer.Bool("UseBias", missing: true);

    /// <summary>The weights, drawn as the activation that follows wants them.</summary>
    protected static Node Weight(LayerSpec layer, string name, NetworkBuilder builder, Shape shape, int fanIn, int fanOut)
    {
        string activation = Activation(layer);
        string next = activation == "Linear" && builder.FollowingActivation is { } following ? ActivationLowering.Name(following) : activation;
        var start = new WeightStart(InitializerChoice.Resolve(layer.Int("Initializer"), next), fanIn, fanOut, layer.Float("InitializerValue", DefaultInitializerValue));
        return builder.Parameter(name, "weight", shape, ParameterRole.Weight, start);
    }

    /// <summary>What follows the product: the bias and the activation.</summary>
    protected static void Finish(LayerSpec layer, string name, NetworkBuilder builder)
    {
        if (UsesBias(layer))
        {
            Node bias = builder.Parameter(name, "bias", Shape.Fixed(builder.Current.Shape.Last), ParameterRole.Bias, start: null);
            builder.Apply(new AddBiasOperator(), name, bias);
        }

        if (Activation(layer) is not "Linear" and var activation)
        {
            ActivationLowering.Lower(activation, ActivationChecks.Slope(layer), name, builder);
        }
    }

    private static string Activation(LayerSpec layer) => ActivationLowering.Name(layer.Int("activation"));
}
