namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = ln(1 + eˣ).</summary>
internal sealed class Softplus : ElementwiseFunction
{
    public override string Symbol => "softplus";

    public override string Formula => "ln(1 + eˣ)";

    public override string DerivativeFormula => "softplus′ = σ(x) = 1 − e⁻ʸ";

    public override SavedValue Saves => SavedValue.Output;

    public override string MethodName => "Softplus";

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return LaneMath.Softplus(x);",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "return d * -LaneMath.Expm1(-y);",
    ];
}
