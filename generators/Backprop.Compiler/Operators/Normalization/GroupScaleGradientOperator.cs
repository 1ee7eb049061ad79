using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>dγ = Σ d ⊙ x̂ over the rows and positions, in their order, x̂ by the moments of each row's groups.</summary>
internal sealed class GroupScaleGradientOperator : Operator
{
    public override string Name => "GroupScaleGradient";

    public override string MethodSuffix => "ScaleGradient";

    public override string ResultSuffix => "ScaleGradient";

    public override IReadOnlyList<string> InputNames => ["d", "x", "moments"];

    public override string ResultName => "dw";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(inputs[0].Last);

    public override IEnumerable<string> Describe(Node node) =>
        [$"dγ = Σ d ⊙ (x − μ)·r over rows and positions   d{node.Inputs[0].Shape}, x{node.Inputs[1].Shape}, moments{node.Inputs[2].Shape} → dγ{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        int channels = node.Shape.Width, positions = node.Inputs[0].Shape.Leading;
        kernel.Line($"const int Channels = {channels}, Positions = {positions};");
        kernel.Line();
        ChannelNorm.ForEach(kernel, channels, ownScope: false, block =>
        {
            CountedSums.Emit(kernel, "row", "rows", null, ChannelNorm.Names(block, "s"), sums =>
            {
                kernel.Line("int from = row * (2 * Channels);");
                block.Load(kernel, "m", "moments", offset => $"from + {offset}");
                CountedSums.Emit(kernel, "position", "Positions", positions, ChannelNorm.Names(block, "t"), terms =>
                {
                    foreach (int lane in block.Indexes)
                    {
                        string At(string value) => ChannelNorm.AtPosition(block, lane, value, "(row * Positions + position)");
                        kernel.Line($"{terms[lane]} = TLane.MultiplyAdd({At("d")}, {At("x")} - m{lane}, {terms[lane]});");
                    }
                });
                foreach (int lane in block.Indexes)
                {
                    kernel.Line($"{sums[lane]} = TLane.MultiplyAdd(t{lane}, {block.LoadOne(lane, "moments", offset => $"from + Channels + {offset}")}, {sums[lane]});");
                }
            });
            block.Store(kernel, lane => $"s{lane}", "dw", offset => offset);
        });
    }
}
