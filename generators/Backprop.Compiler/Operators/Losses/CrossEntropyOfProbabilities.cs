using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Losses;

/// <summary>L = mean over rows of −Σ t·ln p. Its derivative divides by p, so it is only ever computed fused with the softmax before it.</summary>
internal sealed class CrossEntropyOfProbabilities(float smoothing) : LossOperator
{
    public override string Name => "CrossEntropyOfProbabilities";

    public override LossTargets Targets => LossTargets.Classes;

    public override bool FusesSharedInput => true;

    public override Operator? FuseWith(Operator producer) => producer is SoftmaxOperator ? new SoftmaxCrossEntropy(smoothing) : null;

    public override IEnumerable<string> Describe(Node node) => [$"L = mean over rows of −Σ t·ln p   {node.Shape}"];

    public override void EmitValues(Node node, KernelWriter kernel) => throw new InvalidOperationException($"{Name} was not fused.");
}
