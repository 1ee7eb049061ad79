namespace Backprop.Compiler.Layers.Rules;

internal sealed class BinaryCrossEntropyRules : LossRules
{
    public override string Attribute => "BinaryCrossEntropy";

    protected override void CheckLoss(LayerSite site) => RefuseActivation(site, "the sigmoid", EnumNames.Sigmoid, EnumNames.Softmax);
}
