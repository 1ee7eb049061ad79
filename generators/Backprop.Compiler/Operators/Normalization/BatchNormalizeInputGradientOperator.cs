using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>dx = γ·r·(d − Σd/n − x̂·Σ(d·x̂)/n), the sums over all n rows and positions of the batch: the derivative of a normalised channel, that of its moments included.</summary>
internal sealed class BatchNormalizeInputGradientOperator(float epsilon, int channels, int lane, bool hasScale) : Operator
{
    public override string Name => "BatchNormalizeInputGradient";

    public override string MethodSuffix => "InputGradient";

    public override bool WorksInPlace => ChannelNorm.IsDisjoint(channels, lane);

    public override IReadOnlyList<string> InputNames => ["d", "x", "moments", "sum", "product", .. hasScale ? ["weight"] : Array.Empty<string>()];

    public override string ResultName => "dx";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override bool CountsBatch => true;

    public override IEnumerable<string> Describe(Node node)
    {
        string scale = hasScale ? $", γ{node.Inputs[5].Shape}" : "";
        yield return $"dx = {(hasScale ? "γ·" : "")}r·(d − Σd/n − x̂·Σ(d·x̂)/n)   d{node.Inputs[0].Shape}, x{node.Inputs[1].Shape}, moments{node.Inputs[2].Shape}, sums{node.Inputs[3].Shape}{scale} → dx{node.Shape}";
        yield return "x̂ = (x − μ)·r, n = batch: what depends on x through the moments is included.";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        ChannelNorm.Constants(kernel, channels, epsilon, $", count = TLane.Broadcast(({kernel.Element})batch)");
        ChannelNorm.ForEach(kernel, channels, ownScope: false, block =>
        {
            block.Load(kernel, "m", "moments", offset => offset);
            ChannelNorm.LoadInverse(kernel, block);
            foreach (int index in block.Indexes)
            {
                kernel.Line($"TLane k{index} = {(hasScale ? $"r{index} * {block.LoadOne(index, "weight", offset => offset)}" : $"r{index}")};");
                kernel.Line($"TLane a{index} = k{index} * ({block.LoadOne(index, "sum", offset => offset)} / count);");
                kernel.Line($"TLane b{index} = k{index} * r{index} * ({block.LoadOne(index, "product", offset => offset)} / count);");
            }

            kernel.Block("for (int row = 0; row < rows; row++)", () =>
                block.Store(kernel, index => Result(block, index), "dx", offset => $"row * Channels + {offset}"));
        });
    }

    private static string Result(LaneBlock block, int index)
    {
        string At(string value) => ChannelNorm.AtPosition(block, index, value, "row");
        return $"TLane.MultiplySubtract({At("x")} - m{index}, b{index}, TLane.MultiplyAdd({At("d")}, k{index}, -a{index}))";
    }
}
