namespace Backprop.Compiler.Layers.Rules;

internal sealed class MeanAbsoluteErrorRules : LossRules
{
    public override string Attribute => "MeanAbsoluteError";

    protected override void CheckLoss(LayerSite site)
    {
        // Any output will do.
    }
}
