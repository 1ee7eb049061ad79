namespace Backprop.Compiler.Operators.Losses;

/// <summary>Sigmoid and binary cross-entropy in one, from logits: neither overflows, and the gradient is σ(z) − t.</summary>
internal sealed class BinaryCrossEntropy : ElementwiseLoss
{
    public override string Name => "BinaryCrossEntropy";

    public override LossTargets Targets => LossTargets.Binary;

    protected override string Formula => "max(z, 0) − z·t + ln(1 + exp(−|z|)), which is −(t·ln σ(z) + (1 − t)·ln(1 − σ(z))),";

    protected override string DerivativeFormula => "(σ(z) − t)";

    protected override IReadOnlyList<string> Body =>
    [
        "TLane loss = TLane.Max(z0, TLane.Zero) - z0 * t + LaneMath.Softplus(-TLane.Abs(z0));",
        "TLane slope = LaneMath.Sigmoid(z0) - t;",
    ];
}
