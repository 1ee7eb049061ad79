using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary>A layer that normalises what comes in; its shape stays.</summary>
internal abstract class NormLayer : LayerDefinition
{
    private const float DefaultEpsilon = 1e-5f;

    /// <summary>Whether there is a bias beside the scale.</summary>
    protected virtual bool HasBias => true;

    public override Shape? Check(LayerSite site)
    {
        float epsilon = Epsilon(site.Layer);
        if (!ValueChecks.IsFinite(epsilon) || epsilon <= 0)
        {
            ValueChecks.OutOfRange(site, "Epsilon", "finite and above 0", ValueChecks.Number(epsilon));
        }

        return site.Input;
    }

    /// <summary>A scale and a bias per channel, where they are wanted.</summary>
    public sealed override long ParameterCount(LayerSpec layer, Shape? input) =>
        input is null || !IsAffine(layer) ? 0 : (HasBias ? 2L : 1) * input.Last;

    protected static float Epsilon(LayerSpec layer) => layer.Float("Epsilon", DefaultEpsilon);

    protected static bool IsAffine(LayerSpec layer) => layer.Bool("Affine", missing: true);

    /// <summary>The parameters of the layer, per channel: the scale, and the bias if there is one.</summary>
    protected Node[] Parameters(LayerSpec layer, string name, NetworkBuilder builder)
    {
        Shape shape = Shape.Fixed(builder.Current.Shape.Last);
        if (!IsAffine(layer))
        {
            return [];
        }

        Node weight = builder.Parameter(name, "weight", shape, ParameterRole.Scale, WeightStart.Ones);
        return HasBias ? [weight, builder.Parameter(name, "bias", shape, ParameterRole.Bias, start: null)] : [weight];
    }
}
