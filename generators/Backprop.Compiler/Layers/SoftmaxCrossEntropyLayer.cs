using Backprop.Compiler.Declaration;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Losses;

namespace Backprop.Compiler.Layers;

/// <summary><c>[SoftmaxCrossEntropy]</c>.</summary>
internal sealed class SoftmaxCrossEntropyLayer : LossLayer
{
    public override string Attribute => "SoftmaxCrossEntropy";

    protected override Operator Link => new SoftmaxOperator();

    protected override LossOperator Create(LayerSpec layer) => new CrossEntropyOfProbabilities(layer.Float("LabelSmoothing", 0));
}
