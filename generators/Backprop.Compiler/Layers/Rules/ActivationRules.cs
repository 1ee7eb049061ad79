using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

internal sealed class ActivationRules : LayerRules
{
    public override string Attribute => "Activation";

    public override int Check(LayerSite site)
    {
        ActivationChecks.Check(site, "kind", site.InputSize);
        return site.InputSize;
    }

    public override int? OutputActivation(LayerSpec layer) => ActivationChecks.Known(layer.Int("kind"));
}
