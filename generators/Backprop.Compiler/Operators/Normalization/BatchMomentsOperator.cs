using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>The moments of each channel over all rows and positions of the batch, [3 × channels]: the mean, the variance σ² that normalises (divided by n), and the
/// unbiased one (by n − 1) that the running average keeps. In two passes, of which the second corrects the first's mean.
/// It has no derivative: the operator that normalises contributes that too.</summary>
internal sealed class BatchMomentsOperator : Operator
{
    public override string Name => "BatchMoments";

    public override string MethodSuffix => "Moments";

    public override string ResultSuffix => "Moments";

    public override IReadOnlyList<string> InputNames => ["x"];

    public override string ResultName => "moments";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(3, inputs[0].Last);

    public override int RowFactor(Node node) => node.Inputs[0].Shape.Leading;

    public override IEnumerable<string> Describe(Node node)
    {
        yield return $"μ = mean of x, σ² = mean of (x − μ)² over the batch   x{node.Inputs[0].Shape} → {node.Shape}";
        yield return "The third run is σ²·n/(n − 1), what the running average keeps; of a single value it is 0.";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        kernel.Line($"const int Channels = {node.Shape.Last};");
        kernel.Line();
        kernel.Line($"TLane n = TLane.Broadcast(({kernel.Element})rows), others = TLane.Broadcast(({kernel.Element})int.Max(rows - 1, 1));");
        ChannelNorm.ForEach(kernel, node.Shape.Last, ownScope: false, block =>
        {
            string At(int lane) => ChannelNorm.AtPosition(block, lane, "x", "row");
            CountedSums.Emit(kernel, "row", "rows", null, ChannelNorm.Names(block, "s"), sums =>
            {
                foreach (int lane in block.Indexes)
                {
                    kernel.Line($"{sums[lane]} += {At(lane)};");
                }
            });
            kernel.Line($"TLane {block.Join(lane => $"m{lane} = s{lane} / n")};");
            CountedSums.Emit(kernel, "row", "rows", null, ChannelNorm.Names(block, "d", "q"), sums =>
            {
                foreach (int lane in block.Indexes)
                {
                    kernel.Line($"TLane x{lane} = {At(lane)} - m{lane};");
                    kernel.Line($"{sums[lane]} += x{lane};");
                    kernel.Line($"{sums[block.Count + lane]} = TLane.MultiplyAdd(x{lane}, x{lane}, {sums[block.Count + lane]});");
                }
            });
            foreach (int lane in block.Indexes)
            {
                kernel.Line($"q{lane} = TLane.Max(q{lane} - d{lane} * d{lane} / n, TLane.Zero);");
            }

            block.Store(kernel, lane => $"m{lane} + d{lane} / n", "moments", offset => offset);
            block.Store(kernel, lane => $"q{lane} / n", "moments", offset => $"Channels + {offset}");
            block.Store(kernel, lane => $"q{lane} / others", "moments", offset => $"2 * Channels + {offset}");
        });
    }
}
