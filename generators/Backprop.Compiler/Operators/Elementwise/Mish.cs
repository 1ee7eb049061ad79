namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = x·tanh(ln(1 + eˣ)). Misra, 2019.</summary>
internal sealed class Mish : ElementwiseFunction
{
    public override string Symbol => "mish";

    public override string Formula => "x·tanh(ln(1 + eˣ))";

    public override string DerivativeFormula => "mish′ = t + x·(1 − t²)·σ(x), t = tanh(ln(1 + eˣ)), where 1 − t² = 4·(1 + u)²/m², u = eˣ, m = (1 + u)² + 1";

    public override SavedValue Saves => SavedValue.Input;

    public override string MethodName => "Mish";

    // t = n/(n + 2), n = u·(u + 2). Beyond 22, t is 1 in any precision, and m² would overflow.
    public override IReadOnlyList<string> ForwardBody =>
    [
        "TLane two = TLane.Constant(2), u = LaneMath.Exp(TLane.Min(x, TLane.Constant(22))), n = u * (u + two);",
        "return x * (n / (n + two));",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "TLane one = TLane.Constant(1), two = TLane.Constant(2), below = TLane.Min(x, TLane.Constant(22));",
        "TLane u = LaneMath.Exp(below), n = u * (u + two), m = n + two;",
        "TLane slope = TLane.Constant(4) * below * (u * (u + one)) / (m * m); // x·(1 − t²)·σ(x)",
        "return d * (n / m + slope);",
    ];
}
