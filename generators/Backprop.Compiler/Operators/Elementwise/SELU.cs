namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = λ·(x for x &gt; 0, α·(eˣ − 1) otherwise). Klambauer et al., 2017.</summary>
internal sealed class SELU : ElementwiseFunction
{
    public override string Symbol => "selu";

    public override string Formula => "λ·(x where x > 0, else α·(eˣ − 1))";

    public override string DerivativeFormula => "selu′ = λ where y > 0, else y + λα";

    public override SavedValue Saves => SavedValue.Output;

    public override string MethodName => "Selu";

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "TLane lambda = TLane.Constant(1.0507009873554805), lambdaAlpha = TLane.Constant(1.7580993408473766);",
        "return TLane.Select(TLane.GreaterThan(x, TLane.Zero), lambda * x, lambdaAlpha * LaneMath.Expm1(x));",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "TLane lambda = TLane.Constant(1.0507009873554805), lambdaAlpha = TLane.Constant(1.7580993408473766);",
        "return TLane.Select(TLane.GreaterThan(y, TLane.Zero), d * lambda, d * (y + lambdaAlpha));",
    ];
}
