using Backprop.Compiler.Emission;

namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>f(x) = x for x &gt; 0, slope·x otherwise; f′(0) = slope. Maas et al., 2013.</summary>
internal sealed class LeakyReLU(float slope) : ElementwiseFunction
{
    public override string Symbol => "leakyRelu";

    public override string Formula => "x where x > 0, else slope·x";

    public override string DerivativeFormula => $"leakyRelu′ = 1 where {SavedSymbol} > 0, else slope";

    // A slope below zero turns signs around, so that only the input tells the sides apart.
    public override SavedValue Saves => slope >= 0 ? SavedValue.Output : SavedValue.Input;

    public override string MethodName => slope >= 0 ? "LeakyRelu" : "NegativeLeakyRelu";

    public override (string Name, string Literal)? Constant => ("slope", Literal.Number(slope));

    public override bool ForwardIsInline => true;

    public override bool BackwardIsInline => true;

    public override IReadOnlyList<string> ForwardBody =>
    [
        "return TLane.Select(TLane.GreaterThan(x, TLane.Zero), x, TLane.Constant(slope) * x);",
    ];

    public override IReadOnlyList<string> BackwardBody =>
    [
        $"return TLane.Select(TLane.GreaterThan({SavedSymbol}, TLane.Zero), d, TLane.Constant(slope) * d);",
    ];
}
