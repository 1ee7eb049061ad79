namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = x for x &gt; 0, eˣ − 1 otherwise. Clevert et al., 2016, with α = 1.</summary>
internal sealed class ELU : ElementwiseFunction
{
    public override string Symbol => "elu";

    public override string Formula => "x where x > 0, else eˣ − 1";

    public override string DerivativeFormula => "elu′ = 1 where y > 0, else y + 1";

    public override SavedValue Saves => SavedValue.Output;

    public override string MethodName => "Elu";

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return TLane.Select(TLane.GreaterThan(x, TLane.Zero), x, LaneMath.Expm1(x));",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        "return TLane.Select(TLane.GreaterThan(y, TLane.Zero), d, d * (y + TLane.Constant(1)));",
    ];
}
