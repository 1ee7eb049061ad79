using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>dγ = Σ d ⊙ x̂ over all rows and positions of the batch; the gradient of what was normalised needs it too.</summary>
internal sealed class BatchScaleGradientOperator(float epsilon) : Operator
{
    public override string Name => "BatchScaleGradient";

    public override string MethodSuffix => "ScaleGradient";

    public override string ResultSuffix => "ScaleGradient";

    public override IReadOnlyList<string> InputNames => ["d", "x", "moments"];

    public override string ResultName => "dw";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(inputs[0].Last);

    public override int RowFactor(Node node) => node.Inputs[0].Shape.Leading;

    public override IEnumerable<string> Describe(Node node) =>
        [$"dγ = Σ d ⊙ (x − μ)·r over the rows   d{node.Inputs[0].Shape}, x{node.Inputs[1].Shape}, moments{node.Inputs[2].Shape} → dγ{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        ChannelNorm.Constants(kernel, node.Shape.Width, epsilon);
        ChannelNorm.ForEach(kernel, node.Shape.Width, ownScope: false, block =>
        {
            block.Load(kernel, "m", "moments", offset => offset);
            CountedSums.Emit(kernel, "row", "rows", null, ChannelNorm.Names(block, "s"), sums =>
            {
                foreach (int lane in block.Indexes)
                {
                    string x = ChannelNorm.AtPosition(block, lane, "x", "row"), d = ChannelNorm.AtPosition(block, lane, "d", "row");
                    kernel.Line($"{sums[lane]} = TLane.MultiplyAdd({d}, {x} - m{lane}, {sums[lane]});");
                }
            });
            ChannelNorm.LoadInverse(kernel, block);
            block.Store(kernel, lane => $"s{lane} * r{lane}", "dw", offset => offset);
        });
    }
}
