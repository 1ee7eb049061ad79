using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

internal sealed class SoftmaxCrossEntropyRules : LossRules
{
    public override string Attribute => "SoftmaxCrossEntropy";

    protected override void CheckLoss(LayerSite site)
    {
        if (site.InputSize == 1)
        {
            site.Report(ProblemIds.LossDoesNotFit, null, Attribute,
                "on 1 output softmax is always 1 and nothing is learned; use [BinaryCrossEntropy], or give the last layer at least 2 outputs");
        }
        else
        {
            RefuseActivation(site, "softmax", EnumNames.Softmax);
        }

        float smoothing = site.Layer.Float("LabelSmoothing", missing: 0);
        if (!(smoothing >= 0 && smoothing < 1))
        {
            ValueChecks.OutOfRange(site, "LabelSmoothing", "at least 0 and below 1", ValueChecks.Number(smoothing));
        }
    }
}
