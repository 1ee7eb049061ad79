namespace Backprop.Compiler.Operators.Losses;

/// <summary>L = mean (z − t)².</summary>
internal sealed class MeanSquaredError : ElementwiseLoss
{
    public override string Name => "MeanSquaredError";

    protected override string Formula => "(z − t)²";

    protected override string DerivativeFormula => "2·(z − t)";

    protected override IReadOnlyList<string> Body =>
    [
        "TLane d = z0 - t, loss = d * d, slope = d + d;",
    ];
}
