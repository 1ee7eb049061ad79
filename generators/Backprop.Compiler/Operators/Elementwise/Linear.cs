namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = x.</summary>
internal sealed class Linear : ElementwiseFunction
{
    public override string Symbol => "linear";

    public override string Formula => "x";

    public override string DerivativeFormula => "linear′ = 1";

    public override SavedValue Saves => SavedValue.Output;

    public override string MethodName => "Linear";

    public override bool ForwardIsInline => true;

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return x;",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "return d;",
    ];
}
