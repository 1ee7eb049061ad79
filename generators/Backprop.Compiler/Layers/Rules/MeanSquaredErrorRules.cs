namespace Backprop.Compiler.Layers.Rules;

internal sealed class MeanSquaredErrorRules : LossRules
{
    public override string Attribute => "MeanSquaredError";

    protected override void CheckLoss(LayerSite site)
    {
        // Any output will do.
    }
}
