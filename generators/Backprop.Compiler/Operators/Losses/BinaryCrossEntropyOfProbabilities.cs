using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators.Elementwise;

namespace Backprop.Compiler.Operators.Losses;

/// <summary>L = mean −(t·ln p + (1 − t)·ln(1 − p)). Its derivative divides by p, so it is only ever computed fused with the sigmoid before it.</summary>
internal sealed class BinaryCrossEntropyOfProbabilities : LossOperator
{
    public override string Name => "BinaryCrossEntropyOfProbabilities";

    public override LossTargets Targets => LossTargets.Binary;

    public override bool FusesSharedInput => true;

    public override Operator? FuseWith(Operator producer) => producer is ElementwiseOperator { Function: Sigmoid } ? new BinaryCrossEntropy() : null;

    public override IEnumerable<string> Describe(Node node) => [$"L = mean of −(t·ln p + (1 − t)·ln(1 − p))   {node.Shape}"];

    public override void EmitValues(Node node, KernelWriter kernel) => throw new InvalidOperationException($"{Name} was not fused.");
}
