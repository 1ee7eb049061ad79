namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = relu6(x + 3) / 6, as in PyTorch.</summary>
internal sealed class HardSigmoid : ElementwiseFunction
{
    public override string Symbol => "hardSigmoid";

    public override string Formula => "relu6(x + 3) / 6";

    public override string DerivativeFormula => "hardSigmoid′ = 1/6 where 0 < y < 1, else 0";

    public override SavedValue Saves => SavedValue.Output;

    public override string MethodName => "HardSigmoid";

    public override bool ForwardIsInline => true;

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return TLane.Min(TLane.Max(x + TLane.Constant(3), TLane.Zero), TLane.Constant(6)) / TLane.Constant(6);",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "TLane inside = TLane.Select(TLane.GreaterThan(y, TLane.Zero), d / TLane.Constant(6), TLane.Zero);",
        "return TLane.Select(TLane.GreaterThan(TLane.Constant(1), y), inside, TLane.Zero);",
    ];
}
