using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Activation(kind)]</c>.</summary>
internal sealed class ActivationLayer : LayerDefinition
{
    public override string Attribute => "Activation";

    public override Shape? Check(LayerSite site)
    {
        ActivationChecks.Check(site, "kind", site.Input?.Last);
        return site.Input;
    }

    public override int? OutputActivation(LayerSpec layer) => ActivationChecks.Known(layer.Int("kind"));

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder) =>
        ActivationLowering.Lower(ActivationLowering.Name(layer.Int("kind")), ActivationChecks.Slope(layer), name, builder);
}
