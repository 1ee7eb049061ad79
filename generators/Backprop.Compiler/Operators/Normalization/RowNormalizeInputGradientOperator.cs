using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>dx = r·(g − mean(g) − x̂·mean(g·x̂)) over each row, g = d ⊙ γ: the derivative of a normalised row, that of its moments included.
/// Without centring, mean(g) is not there.</summary>
internal sealed class RowNormalizeInputGradientOperator(bool centered, bool hasScale) : Operator
{
    public override string Name => "RowNormalizeInputGradient";

    public override string MethodSuffix => "InputGradient";

    public override bool WorksInPlace => true;

    public override IReadOnlyList<string> InputNames => ["d", "x", "moments", .. hasScale ? ["weight"] : Array.Empty<string>()];

    public override string ResultName => "dx";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override IEnumerable<string> Describe(Node node)
    {
        string scale = hasScale ? $", γ{node.Inputs[3].Shape}" : "";
        yield return $"dx = r·(g − {(centered ? "mean(g) − " : "")}x̂·mean(g·x̂)) over each row   d{node.Inputs[0].Shape}, x{node.Inputs[1].Shape}, moments{node.Inputs[2].Shape}{scale} → dx{node.Shape}";
        yield return $"g = {(hasScale ? "d ⊙ γ" : "d")}, x̂ = {RowNorm.Formula(centered)}: what depends on x through the moments is included.";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        int width = node.Shape.Last;
        kernel.Line($"const int Units = {width};");
        kernel.Line();
        kernel.Line("TLane units = TLane.Constant(Units);");
        if (width < kernel.Lane)
        {
            EmitNarrow(kernel, width);
        }
        else
        {
            EmitWide(kernel, width);
        }
    }

    private void EmitNarrow(KernelWriter kernel, int width) => RowsInLanes.Loop(kernel, () =>
    {
        RowNorm.LoadRows(kernel, centered);
        for (int unit = 0; unit < width; unit++)
        {
            kernel.Line($"TLane x{unit} = {RowNorm.Normalized(centered, $"TLane.LoadStrided(in x, row * Units + {unit}, Units, count)")};");
            kernel.Line($"TLane g{unit} = TLane.LoadStrided(in d, row * Units + {unit}, Units, count){(hasScale ? $" * TLane.Broadcast(in weight, {unit})" : "")};");
        }

        if (centered)
        {
            kernel.Line($"TLane mean0 = ({string.Join(" + ", Enumerable.Range(0, width).Select(unit => $"g{unit}"))}) / units;");
        }

        kernel.Line("TLane products = g0 * x0;");
        for (int unit = 1; unit < width; unit++)
        {
            kernel.Line($"products = TLane.MultiplyAdd(g{unit}, x{unit}, products);");
        }

        kernel.Line("TLane mean1 = products / units;");
        RowsInLanes.Store(kernel, width, "dx", unit => Result($"g{unit}", $"x{unit}"));
    });

    private void EmitWide(KernelWriter kernel, int width) => kernel.Block("for (int row = 0; row < rows; row++)", () =>
    {
        RowNorm.LoadRow(kernel, centered);
        RowSums.Emit(kernel, width, centered ? ["products", "sums"] : ["products"], (lane, sums) =>
        {
            Load(kernel, lane);
            kernel.Line($"{sums[0]} = TLane.MultiplyAdd(g, normalized, {sums[0]});");
            if (centered)
            {
                kernel.Line($"{sums[1]} += g;");
            }
        });
        kernel.Line();
        kernel.Line($"TLane mean1 = TLane.Broadcast(TLane.Sum(products)) / units{(centered ? ", mean0 = TLane.Broadcast(TLane.Sum(sums)) / units" : "")};");
        ColumnsInLanes.ForEach(kernel, width, lane =>
        {
            Load(kernel, lane);
            kernel.Line(lane.Store(Result("g", "normalized"), "dx"));
        });
    });

    private void Load(KernelWriter kernel, RowLane lane)
    {
        kernel.Line($"TLane normalized = {RowNorm.Normalized(centered, lane.Load("x"))};");
        kernel.Line($"TLane g = {lane.Load("d")}{(hasScale ? $" * {lane.LoadShared("weight")}" : "")};");
    }

    private string Result(string g, string normalized) => $"TLane.MultiplySubtract({normalized}, mean1, {(centered ? $"{g} - mean0" : g)}) * scale";
}
