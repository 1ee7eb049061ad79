using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Losses;

namespace Backprop.Compiler.Layers;

/// <summary><c>[SoftmaxCrossEntropy]</c>.</summary>
internal sealed class SoftmaxCrossEntropyLayer : LossLayer
{
    public override string Attribute => "SoftmaxCrossEntropy";

    protected override void CheckLoss(LayerSite site)
    {
        if (site.Input is { Dimensions.Count: > 1 } shape)
        {
            site.Report(ProblemIds.LossDoesNotFit, null, Attribute,
                $"it takes a row of logits, one per class, but the outputs have the shape {shape.Text}; add [Flatten] or [GlobalAveragePool] and [Dense(classes)]");
        }

        if (site.Input?.Size == 1)
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

    protected override Operator Link => new SoftmaxOperator();

    protected override LossOperator Create(LayerSpec layer) => new CrossEntropyOfProbabilities(layer.Float("LabelSmoothing", 0));
}
