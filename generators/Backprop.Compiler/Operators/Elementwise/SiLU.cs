namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = x·σ(x). Elfwing et al., 2018.</summary>
internal sealed class SiLU : ElementwiseFunction
{
    public override string Symbol => "silu";

    public override string Formula => "x·σ(x)";

    public override string DerivativeFormula => "silu′ = σ·(1 + x·(1 − σ)), σ = σ(x)";

    public override SavedValue Saves => SavedValue.Input;

    public override string MethodName => "Silu";

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return x * LaneMath.Sigmoid(x);",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "TLane one = TLane.Constant(1), s = LaneMath.Sigmoid(x);",
        "return d * (s * TLane.MultiplyAdd(x, one - s, one));",
    ];
}
