namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = x / (1 + |x|). The derivative comes from x: (1 − |y|)² would cancel where |y| nears 1.</summary>
internal sealed class Softsign : ElementwiseFunction
{
    public override string Symbol => "softsign";

    public override string Formula => "x / (1 + |x|)";

    public override string DerivativeFormula => "softsign′ = 1 / (1 + |x|)²";

    public override SavedValue Saves => SavedValue.Input;

    public override string MethodName => "Softsign";

    public override bool ForwardIsInline => true;

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return x / (TLane.Constant(1) + TLane.Abs(x));",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "TLane denominator = TLane.Constant(1) + TLane.Abs(x);",
        "return d / (denominator * denominator);",
    ];
}
