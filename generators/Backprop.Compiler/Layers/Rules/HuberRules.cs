namespace Backprop.Compiler.Layers.Rules;

internal sealed class HuberRules : LossRules
{
    public override string Attribute => "Huber";

    protected override void CheckLoss(LayerSite site)
    {
        float delta = site.Layer.Float("delta", missing: 1);
        if (!ValueChecks.IsFinite(delta) || delta <= 0)
        {
            ValueChecks.OutOfRange(site, "delta", "finite and above 0", ValueChecks.Number(delta));
        }
    }
}
