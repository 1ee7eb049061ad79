namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = max(x, 0); f′(0) = 0, as in PyTorch.</summary>
internal sealed class ReLU : ElementwiseFunction
{
    public override string Symbol => "relu";

    public override string Formula => "max(x, 0)";

    public override string DerivativeFormula => "relu′ = 1 where y > 0, else 0";

    public override SavedValue Saves => SavedValue.Output;

    public override string MethodName => "Relu";

    public override bool ForwardIsInline => true;

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return TLane.Rectify(x); // NaN stays",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "return TLane.KeepWherePositive(d, y);",
    ];
}
