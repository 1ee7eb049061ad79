namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = x·relu6(x + 3) / 6. Howard et al., 2019.</summary>
internal sealed class HardSwish : ElementwiseFunction
{
    public override string Symbol => "hardSwish";

    public override string Formula => "x·relu6(x + 3) / 6";

    public override string DerivativeFormula => "hardSwish′ = 0 below −3, x/3 + ½ up to 3, 1 above";

    public override SavedValue Saves => SavedValue.Input;

    public override string MethodName => "HardSwish";

    public override bool ForwardIsInline => true;

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return x * TLane.Min(TLane.Max(x + TLane.Constant(3), TLane.Zero), TLane.Constant(6)) / TLane.Constant(6);",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "TLane inside = d * (x / TLane.Constant(3) + TLane.Constant(0.5));",
        "TLane above = TLane.Select(TLane.GreaterThan(x, TLane.Constant(3)), d, inside);",
        "return TLane.Select(TLane.GreaterThan(x, TLane.Constant(-3)), above, TLane.Zero);",
    ];
}
