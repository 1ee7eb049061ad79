namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = x·tanh(ln(1 + eˣ)). Misra, 2019.</summary>
internal sealed class Mish : ElementwiseFunction
{
    public override string Symbol => "mish";

    public override string Formula => "x·tanh(ln(1 + eˣ))";

    public override string DerivativeFormula => "mish′ = t + x·(1 − t²)·σ(x), t = tanh(ln(1 + eˣ))";

    public override SavedValue Saves => SavedValue.Input;

    public override string MethodName => "Mish";

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return x * LaneMath.Tanh(LaneMath.Softplus(x));",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "TLane t = LaneMath.Tanh(LaneMath.Softplus(x));",
        "return d * TLane.MultiplyAdd(x * (TLane.Constant(1) - t * t), LaneMath.Sigmoid(x), t);",
    ];
}
