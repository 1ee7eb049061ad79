using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>The mean μ and the biased variance v of each channel over all rows and positions of the batch: [2 × channels]. In inference the running ones take their place.
/// Two passes and a correction: Chan, Golub and LeVeque, 1983. It has no derivative: the operator that normalises contributes that too.</summary>
internal sealed class BatchMomentsOperator : Operator
{
    public override string Name => "BatchMoments";

    public override string MethodSuffix => "Moments";

    public override string ResultSuffix => "Moments";

    public override IReadOnlyList<string> InputNames => ["x"];

    public override string ResultName => "moments";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(2, inputs[0].Last);

    public override int RowFactor(Node node) => node.Inputs[0].Shape.Leading;

    /// <summary>The state that these moments update.</summary>
    public override Node? InInference(Node node, IReadOnlyList<Node> inputs, NetworkGraph graph) =>
        graph.StateUpdates[graph.UsesOf(node).First(graph.StateUpdates.ContainsKey)];

    public override IEnumerable<string> Describe(Node node)
    {
        yield return $"μ = mean of x, v = mean of (x − μ)² over the rows   x{node.Inputs[0].Shape} → {node.Shape}";
        yield return "The second pass also finds what rounding took from μ (Chan, Golub and LeVeque, 1983).";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        kernel.Line($"const int Channels = {node.Shape.Last};");
        kernel.Line();
        kernel.Line($"TLane count = TLane.Broadcast(({kernel.Element})rows);");
        ChannelNorm.ForEach(kernel, node.Shape.Last, ownScope: false, block =>
        {
            CountedSums.Emit(kernel, "row", "rows", null, ChannelNorm.Names(block, "s"), sums =>
            {
                foreach (int lane in block.Indexes)
                {
                    kernel.Line($"{sums[lane]} += {ChannelNorm.AtPosition(block, lane, "x", "row")};");
                }
            });
            kernel.Line($"TLane {block.Join(lane => $"m{lane} = s{lane} / count")};");
            CountedSums.Emit(kernel, "row", "rows", null, ChannelNorm.Names(block, "d", "q"), sums =>
            {
                foreach (int lane in block.Indexes)
                {
                    kernel.Line($"TLane x{lane} = {ChannelNorm.AtPosition(block, lane, "x", "row")} - m{lane};");
                    kernel.Line($"{sums[lane]} += x{lane};");
                    kernel.Line($"{sums[block.Count + lane]} = TLane.MultiplyAdd(x{lane}, x{lane}, {sums[block.Count + lane]});");
                }
            });
            foreach (int lane in block.Indexes)
            {
                kernel.Line($"d{lane} /= count;");
            }

            block.Store(kernel, lane => $"m{lane} + d{lane}", "moments", offset => offset);
            block.Store(kernel, lane => $"TLane.Max(q{lane} / count - d{lane} * d{lane}, TLane.Zero)", "moments", offset => $"Channels + {offset}");
        });
    }
}
