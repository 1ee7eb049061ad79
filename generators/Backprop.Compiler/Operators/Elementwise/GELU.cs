namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = x·Φ(x), exact. Hendrycks and Gimpel, 2016.</summary>
internal sealed class GELU : ElementwiseFunction
{
    public override string Symbol => "gelu";

    public override string Formula => "x·Φ(x) = ½·x·(1 + erf(x/√2))";

    public override string DerivativeFormula => "gelu′ = Φ(x) + x·φ(x)";

    public override SavedValue Saves => SavedValue.Input;

    public override string MethodName => "Gelu";

    public override IReadOnlyList<string> ForwardBody =>
    [
        "TLane half = TLane.Constant(0.5), rootHalf = TLane.Constant(0.7071067811865476);",
        "return half * x * (TLane.Constant(1) + LaneMath.Erf(x * rootHalf));",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "TLane half = TLane.Constant(0.5), rootHalf = TLane.Constant(0.7071067811865476), inverseRootTwoPi = TLane.Constant(0.3989422804014327);",
        "TLane area = half * (TLane.Constant(1) + LaneMath.Erf(x * rootHalf)); // Φ(x)",
        "TLane density = inverseRootTwoPi * LaneMath.Exp(-(half * x * x)); // φ(x)",
        "return d * TLane.MultiplyAdd(x, density, area);",
    ];
}
