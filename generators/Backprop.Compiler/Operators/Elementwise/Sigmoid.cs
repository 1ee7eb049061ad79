namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = 1 / (1 + e⁻ˣ).</summary>
internal sealed class Sigmoid : ElementwiseFunction
{
    public override string Symbol => "σ";

    public override string Formula => "1 / (1 + e⁻ˣ)";

    public override string DerivativeFormula => "σ′ = y·(1 − y)";

    public override SavedValue Saves => SavedValue.Output;

    public override string MethodName => "Sigmoid";

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return LaneMath.Sigmoid(x);",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "return d * (y * (TLane.Constant(1) - y));",
    ];
}
