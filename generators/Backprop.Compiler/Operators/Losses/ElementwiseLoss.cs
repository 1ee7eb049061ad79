using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
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

    /// <summary>Each lane of rows has a lane of sums.</summary>
    public override string Mean(int width, int lane) =>
        $"NetworkGuard.MeanLoss(workspace.Losses, (rows + {lane - 1}) / {lane} * {lane}, {IndexText.Times("rows", width)})";

    public override void EmitValues(Node node, KernelWriter kernel)
    {
        int lane = kernel.Lane, width = node.Shape.Width;
        kernel.Line($"TLane scale = TLane.Broadcast(1 / ({kernel.Element})({IndexText.Times("batch", width)}));");
        RowsInLanes.Loop(kernel, () =>
        {
            if (width == 1)
            {
                Part(kernel, "row", "count", "TLane.Store(TLane.KeepFirst(loss, count), ref losses[0], row);");
                return;
            }

            kernel.Line("TLane total = TLane.Zero, lost = TLane.Zero; // `lost` is what rounding took from `total` (Kahan, 1965)");
            kernel.Line($"int i = {IndexText.Times("row", width)}, end = i + {IndexText.Times("count", width)};");
            kernel.Block($"for (; i <= end - {lane}; i += {lane})", () => Part(kernel, "i", null, Sum("loss")));
            kernel.Line();
            kernel.Block("if (i < end)", () => Part(kernel, "i", "end - i", Sum("TLane.KeepFirst(loss, end - i)")));
            kernel.Line();
            kernel.Line("TLane.Store(total, ref losses[0], row);");
        });
    }

    // A lane of values, all or so many of which count.
    private void Part(KernelWriter kernel, string at, string? count, params string[] end)
    {
        string partial = count is null ? "" : "Partial", further = count is null ? "" : $", {count}";
        kernel.Line($"TLane z0 = TLane.Load{partial}(in z[0], {at}{further}), t = TLane.Load{partial}(in target[0], {at}{further});");
        foreach (string line in Body)
        {
            kernel.Line(line);
        }

        kernel.Line($"TLane.Store{partial}(slope * scale, ref delta[0], {at}{further});");
        foreach (string line in end)
        {
            kernel.Line(line);
        }
    }

    private static string[] Sum(string term) => [$"TLane term = {term} - lost, next = total + term;", "lost = (next - total) - term;", "total = next;"];
}
