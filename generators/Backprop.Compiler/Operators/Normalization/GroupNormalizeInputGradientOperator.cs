using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>dx = r·(g − mean(g) − x̂·mean(g·x̂)) over each group, g = d ⊙ γ: the derivative of a normalised group, that of its moments included.</summary>
internal sealed class GroupNormalizeInputGradientOperator(int channels, int lane, bool hasScale) : Operator
{
    public override string Name => "GroupNormalizeInputGradient";

    public override string MethodSuffix => "InputGradient";

    public override bool WorksInPlace => ChannelNorm.IsDisjoint(channels, lane);

    public override IReadOnlyList<string> InputNames => ["d", "x", "moments", "means", .. hasScale ? ["weight"] : Array.Empty<string>()];

    public override string ResultName => "dx";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override IEnumerable<string> Describe(Node node)
    {
        string scale = hasScale ? $", γ{node.Inputs[4].Shape}" : "";
        yield return $"dx = r·(g − a − x̂·b)   d{node.Inputs[0].Shape}, x{node.Inputs[1].Shape}, moments{node.Inputs[2].Shape}, means{node.Inputs[3].Shape}{scale} → dx{node.Shape}";
        yield return $"g = {(hasScale ? "d ⊙ γ" : "d")}, x̂ = (x − μ)·r, a = mean(g), b = mean(g·x̂): what depends on x through the moments is included.";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        kernel.Line($"const int Channels = {channels}, Positions = {node.Shape.Leading};");
        kernel.Line();
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            kernel.Line("int from = row * (2 * Channels);");
            ChannelNorm.ForEach(kernel, channels, ownScope: false, block =>
            {
                block.Load(kernel, "m", "moments", offset => $"from + {offset}");
                block.Load(kernel, "r", "moments", offset => $"from + Channels + {offset}");
                foreach (int index in block.Indexes)
                {
                    kernel.Line($"TLane a{index} = r{index} * {block.LoadOne(index, "means", offset => $"from + {offset}")};");
                    kernel.Line($"TLane b{index} = r{index} * r{index} * {block.LoadOne(index, "means", offset => $"from + Channels + {offset}")};");
                    if (hasScale)
                    {
                        kernel.Line($"r{index} *= {block.LoadOne(index, "weight", offset => offset)};");
                    }
                }

                kernel.Block("for (int position = row * Positions; position < (row + 1) * Positions; position++)", () =>
                    block.Store(kernel, index => Result(block, index), "dx", offset => $"position * Channels + {offset}"));
            });
        });
    }

    private static string Result(LaneBlock block, int index)
    {
        string At(string value) => ChannelNorm.AtPosition(block, index, value, "position");
        return $"TLane.MultiplySubtract({At("x")} - m{index}, b{index}, TLane.MultiplyAdd({At("d")}, r{index}, -a{index}))";
    }
}
