using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Losses;

/// <summary>A loss that is a mean over all rows and outputs of a function of one output and one target.</summary>
internal abstract class ElementwiseLoss : LossOperator
{
    public override LossTargets Targets => LossTargets.Values;

    /// <summary>The loss of one output, in z and t.</summary>
    protected abstract string Formula { get; }

    /// <summary>Its derivative in z.</summary>
    protected abstract string DerivativeFormula { get; }

    /// <summary>Lines that declare <c>loss</c> and <c>slope</c> from the lanes z and t.</summary>
    protected abstract IReadOnlyList<string> Body { get; }

    public override IEnumerable<string> Describe(Node node) =>
    [
        $"L = mean of {Formula} over rows and outputs   z{node.Shape}, t{node.Shape}",
        $"δ = ∂L/∂z = {DerivativeFormula} / {(node.Shape.Width == 1 ? "rows" : $"(rows·{node.Shape.Width})")}",
    ];

    public override void EmitValues(Node node, KernelWriter kernel)
    {
        int lane = kernel.Lane;
        kernel.Line(node.Shape.Width == 1 ? "int count = rows;" : $"int count = rows * {node.Shape.Width};");
        kernel.Line($"TLane scale = TLane.Broadcast(1 / ({kernel.Element})count);");
        kernel.Line("TLane total = TLane.Zero, lost = TLane.Zero; // `lost` is what rounding took from `total` (Kahan, 1965)");
        kernel.Line("int i = 0;");
        kernel.Block($"for (; i <= count - {lane}; i += {lane})", () =>
        {
            kernel.Line("TLane z0 = TLane.Load(in z[0], i), t = TLane.Load(in target[0], i);");
            Step(kernel);
            kernel.Line("TLane.Store(slope * scale, ref delta[0], i);");
            Sum(kernel, "loss");
        });
        kernel.Line();
        kernel.Block("if (i < count)", () =>
        {
            kernel.Line("int rest = count - i;");
            kernel.Line("TLane z0 = TLane.LoadPartial(in z[0], i, rest), t = TLane.LoadPartial(in target[0], i, rest);");
            Step(kernel);
            kernel.Line("TLane.StorePartial(slope * scale, ref delta[0], i, rest);");
            Sum(kernel, "TLane.KeepFirst(loss, rest)");
        });
        kernel.Line();
        kernel.Line("return TLane.Sum(total) / count;");
    }

    private void Step(KernelWriter kernel)
    {
        foreach (string line in Body)
        {
            kernel.Line(line);
        }
    }

    private static void Sum(KernelWriter kernel, string term)
    {
        kernel.Line($"TLane term = {term} - lost, next = total + term;");
        kernel.Line("lost = (next - total) - term;");
        kernel.Line("total = next;");
    }
}
