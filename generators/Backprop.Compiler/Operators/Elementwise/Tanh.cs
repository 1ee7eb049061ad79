namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = tanh(x).</summary>
internal sealed class Tanh : ElementwiseFunction
{
    public override string Symbol => "tanh";

    public override string Formula => "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)";

    public override string DerivativeFormula => "tanh′ = 1 − y²";

    public override SavedValue Saves => SavedValue.Output;

    public override string MethodName => "Tanh";

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return LaneMath.Tanh(x);",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "return d * (TLane.Constant(1) - y * y);",
    ];
}
