using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>What each group of channels of a row is normalised with: μ and r = 1/√(variance + ε) over its channels and all positions, written down for every channel:
/// [2 × channels]. First the moments of each channel, in two passes, then those of the group from them (Chan, Golub and LeVeque, 1983).
/// It has no derivative: the operator that normalises contributes that too.</summary>
internal sealed class GroupMomentsOperator(int groups, float epsilon) : Operator
{
    public override string Name => "GroupMoments";

    public override string MethodSuffix => "Moments";

    public override string ResultSuffix => "Moments";

    public override IReadOnlyList<string> InputNames => ["x"];

    public override string ResultName => "moments";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Rows(2, inputs[0].Last);

    public override IEnumerable<string> Describe(Node node)
    {
        yield return $"μ = mean of x, r = 1/√(mean of (x − μ)² + {Literal.Number(epsilon)}) over each group   x{node.Inputs[0].Shape} → {node.Shape}";
        yield return $"{groups} groups of {node.Shape.Last / groups} channels in each row; the result has μ and r of its group for every channel.";
        yield return "The moments of the channels come first, and those of the groups from them (Chan, Golub and LeVeque, 1983).";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        int channels = node.Shape.Last, positions = node.Inputs[0].Shape.Leading, units = channels / groups;
        kernel.Line($"const int Channels = {channels}, Positions = {positions}{(units > 1 ? $", Units = {units}" : "")};");
        kernel.Line();
        kernel.Line($"TLane one = TLane.Constant(1), epsilon = TLane.Constant({Literal.Number(epsilon)}), positions = TLane.Constant(Positions){(units > 1 ? ", units = TLane.Constant(Units)" : "")};");
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            kernel.Line("int to = row * (2 * Channels);");
            ChannelNorm.ForEach(kernel, channels, ownScope: false, block => EmitChannels(kernel, block, positions, inverse: units == 1));
            if (units > 1)
            {
                kernel.Line();
                kernel.Line("// From channels to groups.");
                GroupLoop.Emit(kernel, channels, units, () => EmitNarrow(kernel, units), () => EmitWide(kernel, units));
            }
        });
    }

    // The mean of each channel, and its variance (or r, where the channel is the group).
    private static void EmitChannels(KernelWriter kernel, LaneBlock block, int positions, bool inverse)
    {
        string At(LaneBlock some, int lane) => ChannelNorm.AtPosition(some, lane, "x", "(row * Positions + position)");
        CountedSums.Emit(kernel, "position", "Positions", positions, ChannelNorm.Names(block, "s"), sums =>
        {
            foreach (int lane in block.Indexes)
            {
                kernel.Line($"{sums[lane]} += {At(block, lane)};");
            }
        });
        kernel.Line($"TLane {block.Join(lane => $"m{lane} = s{lane} / positions")};");
        CountedSums.Emit(kernel, "position", "Positions", positions, ChannelNorm.Names(block, "d", "q"), sums =>
        {
            foreach (int lane in block.Indexes)
            {
                kernel.Line($"TLane x{lane} = {At(block, lane)} - m{lane};");
                kernel.Line($"{sums[lane]} += x{lane};");
                kernel.Line($"{sums[block.Count + lane]} = TLane.MultiplyAdd(x{lane}, x{lane}, {sums[block.Count + lane]});");
            }
        });
        foreach (int lane in block.Indexes)
        {
            kernel.Line($"d{lane} /= positions;");
            kernel.Line($"q{lane} = TLane.Max(q{lane} / positions - d{lane} * d{lane}, TLane.Zero);");
        }

        block.Store(kernel, lane => $"m{lane} + d{lane}", "moments", offset => $"to + {offset}");
        block.Store(kernel, lane => inverse ? $"one / TLane.Sqrt(q{lane} + epsilon)" : $"q{lane}", "moments", offset => $"to + Channels + {offset}");
    }

    private static void EmitNarrow(KernelWriter kernel, int units)
    {
        IEnumerable<int> all = Enumerable.Range(0, units);
        RowsInLanes.Load(kernel, units, "moments", "u", "own");
        RowsInLanes.Load(kernel, units, "moments", "v", "own + Channels");
        string distances = string.Join(" + ", all.Skip(1).Select(unit => $"(u{unit} - u0)"));
        kernel.Line($"TLane mean = u0 + {(units > 2 ? $"({distances})" : distances)} / units;");
        kernel.Line($"TLane squares = {string.Join(" + ", all.Select(unit => $"v{unit}"))};");
        foreach (int unit in all)
        {
            kernel.Line($"u{unit} -= mean;");
            kernel.Line($"squares = TLane.MultiplyAdd(u{unit}, u{unit}, squares);");
        }

        kernel.Line("TLane scale = one / TLane.Sqrt(squares / units + epsilon);");
        RowsInLanes.Store(kernel, units, "moments", _ => "mean", "own");
        RowsInLanes.Store(kernel, units, "moments", _ => "scale", "own + Channels");
    }

    private static void EmitWide(KernelWriter kernel, int units)
    {
        kernel.Line("TLane first = TLane.Broadcast(in moments, own);");
        RowSums.Emit(kernel, units, ["distances"], (lane, sums) => kernel.Line($"{sums[0]} += {lane.Keep($"{lane.Load("moments")} - first")};"), "own");
        kernel.Line();
        kernel.Line("TLane mean = first + TLane.Broadcast(TLane.Sum(distances)) / units;");
        RowSums.Emit(kernel, units, ["squares"], (lane, sums) =>
        {
            kernel.Line($"TLane distance = {lane.Keep($"{lane.Load("moments")} - mean")};");
            kernel.Line($"{sums[0]} += TLane.MultiplyAdd(distance, distance, {lane.Load("moments", $"Channels + {lane.Offset}")});");
        }, "own");
        kernel.Line();
        kernel.Line("TLane scale = one / TLane.Sqrt(TLane.Broadcast(TLane.Sum(squares)) / units + epsilon);");
        GroupLoop.Spread(kernel, units, "moments", "mean", "scale");
    }
}
