using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;
using Backprop.Compiler.Operators.Losses;

namespace Backprop.Compiler.Layers;

/// <summary><c>[BinaryCrossEntropy]</c>.</summary>
internal sealed class BinaryCrossEntropyLayer : LossLayer
{
    public override string Attribute => "BinaryCrossEntropy";

    protected override void CheckLoss(LayerSite site) => RefuseActivation(site, "the sigmoid", EnumNames.Sigmoid, EnumNames.Softmax);

    protected override Operator Link => new ElementwiseOperator(new Sigmoid());

    protected override LossOperator Create(LayerSpec layer) => new BinaryCrossEntropyOfProbabilities();
}
