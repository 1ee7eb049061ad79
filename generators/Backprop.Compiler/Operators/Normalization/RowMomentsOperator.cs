using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>What a row is normalised with: its mean μ and r = 1/√(variance + ε), the variance being biased; without centring r = 1/√(mean of squares + ε) alone.
/// Two passes and a correction of the mean: Chan, Golub and LeVeque, 1983. It has no derivative: the operator that normalises contributes that too.</summary>
internal sealed class RowMomentsOperator(float epsilon, bool centered) : Operator
{
    public override string Name => "RowMoments";

    public override string MethodSuffix => "Moments";

    public override string ResultSuffix => "Moments";

    public override IReadOnlyList<string> InputNames => ["x"];

    public override string ResultName => "moments";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0].WithLast(RowNorm.Moments(centered));

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override IEnumerable<string> Describe(Node node)
    {
        string ε = Literal.Number(epsilon), shapes = $"x{node.Inputs[0].Shape} → {node.Shape}";
        yield return centered
            ? $"μ = mean of x, r = 1/√(mean of (x − μ)² + {ε}) over each row   {shapes}"
            : $"r = 1/√(mean of x² + {ε}) over each row   {shapes}";
        if (centered)
        {
            yield return "The second pass also finds what rounding took from μ (Chan, Golub and LeVeque, 1983).";
        }
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        int width = node.Inputs[0].Shape.Last;
        kernel.Line($"const int Units = {width};");
        kernel.Line();
        kernel.Line($"TLane one = TLane.Constant(1), units = TLane.Constant(Units), epsilon = TLane.Constant({Literal.Number(epsilon)});");
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
        IEnumerable<int> units = Enumerable.Range(0, width);
        RowsInLanes.Load(kernel, width, "x", "x");
        if (centered)
        {
            kernel.Line($"TLane mean = ({string.Join(" + ", units.Select(unit => $"x{unit}"))}) / units;");
            foreach (int unit in units)
            {
                kernel.Line($"x{unit} -= mean;");
            }
        }

        kernel.Line("TLane squares = x0 * x0;");
        foreach (int unit in units.Skip(1))
        {
            kernel.Line($"squares = TLane.MultiplyAdd(x{unit}, x{unit}, squares);");
        }

        if (centered)
        {
            kernel.Line($"TLane rest = ({string.Join(" + ", units.Select(unit => $"x{unit}"))}) / units;");
            kernel.Line("TLane.StoreStrided(mean + rest, ref moments, row * 2, 2, count);");
            kernel.Line($"TLane.StoreStrided({Inverse("squares")}, ref moments, row * 2 + 1, 2, count);");
        }
        else
        {
            kernel.Line($"TLane.StorePartial({Inverse("squares")}, ref moments, row, count);");
        }
    });

    private void EmitWide(KernelWriter kernel, int width) => kernel.Block("for (int row = 0; row < rows; row++)", () =>
    {
        if (!centered)
        {
            RowSums.Emit(kernel, width, ["squares"], (lane, sums) =>
            {
                kernel.Line($"TLane value = {lane.Load("x")};");
                kernel.Line($"{sums[0]} = TLane.MultiplyAdd(value, value, {sums[0]});");
            });
            kernel.Line();
            kernel.Line($"TLane.StorePartial({Inverse("TLane.Broadcast(TLane.Sum(squares))")}, ref moments, row, 1);");
            return;
        }

        RowSums.Emit(kernel, width, ["sums"], (lane, sums) => kernel.Line($"{sums[0]} += {lane.Load("x")};"));
        kernel.Line();
        kernel.Line("TLane mean = TLane.Broadcast(TLane.Sum(sums)) / units;");
        RowSums.Emit(kernel, width, ["rests", "squares"], (lane, sums) =>
        {
            kernel.Line($"TLane value = {lane.Keep($"{lane.Load("x")} - mean")};");
            kernel.Line($"{sums[0]} += value;");
            kernel.Line($"{sums[1]} = TLane.MultiplyAdd(value, value, {sums[1]});");
        });
        kernel.Line();
        kernel.Line("TLane rest = TLane.Broadcast(TLane.Sum(rests)) / units;");
        kernel.Line("TLane.StorePartial(mean + rest, ref moments, row * 2, 1);");
        kernel.Line($"TLane.StorePartial({Inverse("TLane.Broadcast(TLane.Sum(squares))")}, ref moments, row * 2 + 1, 1);");
    });

    private string Inverse(string squares) => centered
        ? $"one / TLane.Sqrt(TLane.Max({squares} / units - rest * rest, TLane.Zero) + epsilon)"
        : $"one / TLane.Sqrt({squares} / units + epsilon)";
}
