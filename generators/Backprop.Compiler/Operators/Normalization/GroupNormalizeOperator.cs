using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>y = (x − μ)·r ⊙ γ + β, from the moments of each row's groups; what of it there is. Its derivative includes that of the moments.</summary>
internal sealed class GroupNormalizeOperator(int groups, int lane, bool affine, int channels, ElementwiseFunction? activation = null) : Operator
{
    public override string Name => "GroupNormalize" + (activation is null ? "" : "+" + activation.Symbol);

    public override bool WorksInPlace => ChannelNorm.IsDisjoint(channels, lane);

    public override IReadOnlyList<string> InputNames => affine ? ["x", "moments", "weight", "bias"] : ["x", "moments"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        Node x = node.Inputs[0], moments = node.Inputs[1];
        if (affine)
        {
            adjoints.Contribute(node.Inputs[3], new BiasGradientOperator(), node.Layer, gradient);
            adjoints.Contribute(node.Inputs[2], new GroupScaleGradientOperator(), node.Layer, gradient, x, moments);
        }

        Node[] scale = affine ? [node.Inputs[2]] : [];
        Node means = adjoints.Add(new GroupGradientMeansOperator(groups, affine), node.Layer, [gradient, x, moments, .. scale]);
        adjoints.Contribute(x, new GroupNormalizeInputGradientOperator(channels, lane, affine), node.Layer, [gradient, x, moments, means, .. scale]);
    }

    /// <summary>With an activation folded in; null if it has one, or if that has to call the library.</summary>
    public override Operator? WithActivation(ElementwiseFunction function) =>
        activation is not null || !function.ForwardIsInline ? null : new GroupNormalizeOperator(groups, lane, affine, channels, function);

    public override IEnumerable<string> Describe(Node node)
    {
        string sum = affine ? "(x − μ)·r ⊙ γ + β" : "(x − μ)·r", parameters = affine ? $", γ{node.Inputs[2].Shape}, β{node.Inputs[3].Shape}" : "";
        yield return $"y = {(activation is null ? sum : $"{activation.Described}({sum})")}   x{node.Inputs[0].Shape}, moments{node.Inputs[1].Shape}{parameters} → y{node.Shape}";
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
                if (affine)
                {
                    block.Load(kernel, "b", "bias", offset => offset);
                    foreach (int index in block.Indexes)
                    {
                        kernel.Line($"r{index} *= {block.LoadOne(index, "weight", offset => offset)};");
                    }
                }

                kernel.Block("for (int position = row * Positions; position < (row + 1) * Positions; position++)", () => block.Store(
                    kernel, index => Result(kernel, $"{ChannelNorm.AtPosition(block, index, "x", "position")} - m{index}", index), "y", offset => $"position * Channels + {offset}"));
            });
        });
    }

    private string Result(KernelWriter kernel, string distance, int index)
    {
        string result = affine ? $"TLane.MultiplyAdd({distance}, r{index}, b{index})" : $"({distance}) * r{index}";
        return activation is null ? result : kernel.Forward(activation, result);
    }
}
