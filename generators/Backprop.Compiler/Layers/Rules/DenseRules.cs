using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

internal sealed class DenseRules : LayerRules
{
    private const float DefaultInitializerValue = 0.01f;

    public override string Attribute => "Dense";

    public override int Check(LayerSite site)
    {
        int units = ValueChecks.Size(site, "units");
        ActivationChecks.Check(site, "activation", units);
        int? initializer = ValueChecks.Enum(site, "Initializer", EnumNames.Initializer, EnumNames.Initializers, missing: 0);
        ValueChecks.Finite(site, "InitializerValue", DefaultInitializerValue);
        float value = site.Layer.Float("InitializerValue", DefaultInitializerValue);
        if (initializer == EnumNames.Normal && value < 0 && ValueChecks.IsFinite(value))
        {
            ValueChecks.OutOfRange(site, "InitializerValue", "0 or more, being the standard deviation of Initializer.Normal", ValueChecks.Number(value));
        }

        return units;
    }

    /// <summary>in · units weights and as many biases as units.</summary>
    public override long ParameterCount(LayerSpec layer, int inputSize)
    {
        int units = layer.Int("units");
        return inputSize == LayerSite.Unknown || units is < 1 or > ValueChecks.MaxSize
            ? 0
            : ((long)inputSize * units) + (layer.Bool("UseBias", missing: true) ? units : 0);
    }

    public override int? OutputActivation(LayerSpec layer) => ActivationChecks.Known(layer.Int("activation"));
}
