namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). Hendrycks and Gimpel, 2016.</summary>
internal sealed class GELUTanh : ElementwiseFunction
{
    public override string Symbol => "geluTanh";

    public override string Formula => "½·x·(1 + tanh u), u = √(2/π)·(x + 0.044715·x³)";

    public override string DerivativeFormula => "geluTanh′ = ½·(1 + tanh u) + ½·x·(1 − tanh² u)·u′, u = √(2/π)·(x + 0.044715·x³)";

    public override SavedValue Saves => SavedValue.Input;

    public override string MethodName => "GeluTanh";

    public override IReadOnlyList<string> ForwardBody =>
    [
        "TLane half = TLane.Constant(0.5), cubic = TLane.Constant(0.044715), scale = TLane.Constant(0.7978845608028654);",
        "TLane u = scale * x * TLane.MultiplyAdd(cubic, x * x, TLane.Constant(1));",
        "return half * x * (TLane.Constant(1) + LaneMath.Tanh(u));",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "TLane one = TLane.Constant(1), half = TLane.Constant(0.5), cubic = TLane.Constant(0.044715), scale = TLane.Constant(0.7978845608028654);",
        "TLane square = x * x;",
        "TLane t = LaneMath.Tanh(scale * x * TLane.MultiplyAdd(cubic, square, one));",
        "TLane slope = scale * TLane.MultiplyAdd(TLane.Constant(0.134145), square, one); // u′",
        "return d * (half * (one + t) + half * x * (one - t * t) * slope);",
    ];
}
