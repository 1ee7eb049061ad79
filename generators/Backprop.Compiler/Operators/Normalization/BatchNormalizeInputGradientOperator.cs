using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>dx = γ·r·(d − mean(d) − x̂·mean(d·x̂)) over the batch: the derivative of what is normalised, that of the moments included. The two means come from
/// sums that are the gradients of β and γ too.</summary>
internal sealed class BatchNormalizeInputGradientOperator(float epsilon, bool isAffine, int channels, int lane) : Operator
{
    public override string Name => "BatchNormalizeInputGradient";

    public override string MethodSuffix => "InputGradient";

    public override bool WorksInPlace => ChannelNorm.IsDisjoint(channels, lane);

    public override IReadOnlyList<string> InputNames => ["d", "x", "moments", "db", "dw", .. isAffine ? ["weight"] : Array.Empty<string>()];

    public override string ResultName => "dx";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override IEnumerable<string> Describe(Node node)
    {
        string scale = isAffine ? $", γ{node.Inputs[5].Shape}" : "";
        yield return $"dx = {(isAffine ? "γ·r" : "r")}·(d − Σd/n − x̂·Σ(d·x̂)/n)   d{node.Inputs[0].Shape}, x{node.Inputs[1].Shape}, moments{node.Inputs[2].Shape}{scale} → dx{node.Shape}";
        yield return "x̂ = (x − μ)·r; Σd and Σ(d·x̂) are db and dw: what depends on x through the moments is included.";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        BatchNorm.Constants(kernel, channels, epsilon);
        kernel.Line($"TLane n = TLane.Broadcast(({kernel.Element})rows);");
        ChannelNorm.ForEach(kernel, channels, ownScope: false, block =>
        {
            BatchNorm.LoadMoments(kernel, block);
            foreach (int index in block.Indexes)
            {
                kernel.Line($"TLane a{index} = {block.LoadOne(index, "db", offset => offset)} / n;");
                kernel.Line($"TLane b{index} = r{index} * {block.LoadOne(index, "dw", offset => offset)} / n;");
                if (isAffine)
                {
                    kernel.Line($"r{index} *= {block.LoadOne(index, "weight", offset => offset)};");
                }
            }

            kernel.Block("for (int row = 0; row < rows; row++)", () =>
                block.Store(kernel, index => Result(block, index), "dx", offset => $"row * Channels + {offset}"));
        });
    }

    private static string Result(LaneBlock block, int index)
    {
        string x = ChannelNorm.AtPosition(block, index, "x", "row"), d = ChannelNorm.AtPosition(block, index, "d", "row");
        return $"TLane.MultiplySubtract({x} - m{index}, b{index}, {d} - a{index}) * r{index}";
    }
}
