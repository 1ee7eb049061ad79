namespace Backprop.Compiler.Operators.Losses;

/// <summary>L = mean |z − t|; the gradient at z = t is 0.</summary>
internal sealed class MeanAbsoluteError : ElementwiseLoss
{
    public override string Name => "MeanAbsoluteError";

    protected override string Formula => "|z − t|";

    protected override string DerivativeFormula => "sign(z − t)";

    protected override IReadOnlyList<string> Body =>
    [
        "TLane d = z0 - t, loss = TLane.Abs(d);",
        "TLane slope = TLane.Select(TLane.AreEqual(d, TLane.Zero), TLane.Zero, TLane.CopySign(TLane.Constant(1), d));",
    ];
}
