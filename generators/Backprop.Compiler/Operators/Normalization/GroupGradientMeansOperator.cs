using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>mean(g) and mean(g·x̂) over each group of channels of a row and all positions, g = d ⊙ γ: what its derivative takes off. Written down for every channel, [2 × channels].</summary>
internal sealed class GroupGradientMeansOperator(int groups, bool hasScale) : Operator
{
    public override string Name => "GroupGradientMeans";

    public override string MethodSuffix => "GradientMeans";

    public override string ResultSuffix => "GradientMeans";

    public override IReadOnlyList<string> InputNames => ["d", "x", "moments", .. hasScale ? ["weight"] : Array.Empty<string>()];

    public override string ResultName => "means";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Rows(2, inputs[0].Last);

    public override IEnumerable<string> Describe(Node node)
    {
        string scale = hasScale ? $", γ{node.Inputs[3].Shape}" : "";
        yield return $"a = mean(g), b = mean(g·x̂) over each group   d{node.Inputs[0].Shape}, x{node.Inputs[1].Shape}, moments{node.Inputs[2].Shape}{scale} → {node.Shape}";
        yield return $"g = {(hasScale ? "d ⊙ γ" : "d")}, x̂ = (x − μ)·r; the result has a and b of its group for every channel.";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        int channels = node.Shape.Last, positions = node.Inputs[0].Shape.Leading, units = channels / groups;
        kernel.Line($"const int Channels = {channels}, Positions = {positions}{(units > 1 ? $", Units = {units}" : "")};");
        kernel.Line();
        kernel.Line($"TLane values = TLane.Constant({(units > 1 ? "(double)Positions * Units" : "Positions")});");
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            kernel.Line("int to = row * (2 * Channels);");
            ChannelNorm.ForEach(kernel, channels, ownScope: false, block => EmitChannels(kernel, block, positions, units == 1 ? " / values" : ""));
            if (units > 1)
            {
                kernel.Line();
                kernel.Line("// From channels to groups.");
                GroupLoop.Emit(kernel, channels, units, () => EmitNarrow(kernel, units), () => EmitWide(kernel, units));
            }
        });
    }

    private void EmitChannels(KernelWriter kernel, LaneBlock block, int positions, string divided)
    {
        block.Load(kernel, "m", "moments", offset => $"to + {offset}");
        CountedSums.Emit(kernel, "position", "Positions", positions, ChannelNorm.Names(block, "a", "b"), sums =>
        {
            foreach (int lane in block.Indexes)
            {
                string At(string value) => ChannelNorm.AtPosition(block, lane, value, "(row * Positions + position)");
                kernel.Line($"TLane d{lane} = {At("d")};");
                kernel.Line($"{sums[lane]} += d{lane};");
                kernel.Line($"{sums[block.Count + lane]} = TLane.MultiplyAdd(d{lane}, {At("x")} - m{lane}, {sums[block.Count + lane]});");
            }
        });
        foreach (int lane in block.Indexes)
        {
            kernel.Line($"b{lane} *= {block.LoadOne(lane, "moments", offset => $"to + Channels + {offset}")};");
            if (hasScale)
            {
                kernel.Line($"TLane w{lane} = {block.LoadOne(lane, "weight", offset => offset)};");
            }
        }

        string scale(int lane) => hasScale ? $" * w{lane}" : "";
        block.Store(kernel, lane => $"a{lane}{scale(lane)}{divided}", "means", offset => $"to + {offset}");
        block.Store(kernel, lane => $"b{lane}{scale(lane)}{divided}", "means", offset => $"to + Channels + {offset}");
    }

    private static void EmitNarrow(KernelWriter kernel, int units)
    {
        string Sum(string prefix) => string.Join(" + ", Enumerable.Range(0, units).Select(unit => $"{prefix}{unit}"));
        RowsInLanes.Load(kernel, units, "means", "u", "own");
        RowsInLanes.Load(kernel, units, "means", "v", "own + Channels");
        kernel.Line($"TLane mean0 = ({Sum("u")}) / values, mean1 = ({Sum("v")}) / values;");
        RowsInLanes.Store(kernel, units, "means", _ => "mean0", "own");
        RowsInLanes.Store(kernel, units, "means", _ => "mean1", "own + Channels");
    }

    private static void EmitWide(KernelWriter kernel, int units)
    {
        RowSums.Emit(kernel, units, ["sums", "products"], (lane, sums) =>
        {
            kernel.Line($"{sums[0]} += {lane.Load("means")};");
            kernel.Line($"{sums[1]} += {lane.Load("means", $"Channels + {lane.Offset}")};");
        }, "own");
        kernel.Line();
        kernel.Line("TLane mean0 = TLane.Broadcast(TLane.Sum(sums)) / values, mean1 = TLane.Broadcast(TLane.Sum(products)) / values;");
        GroupLoop.Spread(kernel, units, "means", "mean0", "mean1");
    }
}
