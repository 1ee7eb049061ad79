using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Losses;

/// <summary>L = mean h(z − t), h(d) = ½d² for |d| ≤ δ, δ·(|d| − ½δ) beyond. Huber, 1964.</summary>
internal sealed class Huber(float delta) : ElementwiseLoss
{
    public override string Name => "Huber";

    protected override string Formula => "h(z − t)";

    protected override string DerivativeFormula => $"(z − t) clipped to ±{Literal.Number(delta)}";

    public override IEnumerable<string> Describe(Node node) =>
        base.Describe(node).Append($"h(d) = ½·d² where |d| ≤ {Literal.Number(delta)}, else {Literal.Number(delta)}·(|d| − ½·{Literal.Number(delta)}).");

    protected override IReadOnlyList<string> Body =>
    [
        $"TLane half = TLane.Constant(0.5), limit = TLane.Constant({Literal.Number(delta)});",
        "TLane d = z0 - t, size = TLane.Abs(d), beyond = TLane.GreaterThan(size, limit);",
        "TLane loss = TLane.Select(beyond, limit * (size - half * limit), half * d * d);",
        "TLane slope = TLane.Select(beyond, TLane.CopySign(limit, d), d);",
    ];
}
