using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>dγ = Σ d ⊙ x̂ over the rows, in their order.</summary>
internal sealed class RowScaleGradientOperator(bool centered) : Operator
{
    public override string Name => "RowScaleGradient";

    public override string MethodSuffix => "ScaleGradient";

    public override string ResultSuffix => "ScaleGradient";

    public override IReadOnlyList<string> InputNames => ["d", "x", "moments"];

    public override string ResultName => "dw";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(inputs[0].Last);

    public override int RowFactor(Node node) => node.Inputs[0].Shape.Leading;

    public override IEnumerable<string> Describe(Node node) =>
        [$"dγ = Σ d ⊙ {RowNorm.Formula(centered)} over the rows   d{node.Inputs[0].Shape}, x{node.Inputs[1].Shape}, moments{node.Inputs[2].Shape} → dγ{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        kernel.Line($"const int Units = {node.Shape.Width};");
        kernel.Line();
        LaneBlocks.Emit(kernel, "unit", "Units", node.Shape.Width, 4, ownScope: false, block =>
        {
            CountedSums.Emit(kernel, "row", "rows", null, block.Indexes.Select(lane => $"s{lane}").ToArray(), sums =>
            {
                RowNorm.LoadRow(kernel, centered);
                foreach (int lane in block.Indexes)
                {
                    string x = block.LoadOne(lane, "x", offset => $"row * Units + {offset}"), d = block.LoadOne(lane, "d", offset => $"row * Units + {offset}");
                    kernel.Line($"{sums[lane]} = TLane.MultiplyAdd({RowNorm.Normalized(centered, x)}, {d}, {sums[lane]});");
                }
            });
            block.Store(kernel, lane => $"s{lane}", "dw", offset => offset);
        });
    }
}
