using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>y = (x − μ)·r ⊙ γ + β with r = 1/√(v + ε), from the moments μ and v of each channel; what of it there is. Its derivative includes that of the moments.</summary>
internal sealed class BatchNormalizeOperator(float epsilon, int channels, int lane, bool affine, ElementwiseFunction? activation = null) : Operator
{
    public override string Name => "BatchNormalize" + (activation is null ? "" : "+" + activation.Symbol);

    public override bool WorksInPlace => ChannelNorm.IsDisjoint(channels, lane);

    public override IReadOnlyList<string> InputNames => affine ? ["x", "moments", "weight", "bias"] : ["x", "moments"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override int RowFactor(Node node) => node.Shape.Leading;

    /// <summary>The running moments take the place of the batch's; where x is a product, all of it goes into its weights.</summary>
    public override Node? InInference(Node node, IReadOnlyList<Node> inputs, NetworkGraph graph) => FoldedNormalization.Build(graph, node, inputs, epsilon, affine);

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        Node x = node.Inputs[0], moments = node.Inputs[1];
        Node sum = adjoints.Add(new BiasGradientOperator(), node.Layer, gradient);
        Node product = adjoints.Add(new BatchScaleGradientOperator(epsilon), node.Layer, gradient, x, moments);
        if (affine)
        {
            adjoints.Contribute(node.Inputs[3], sum);
            adjoints.Contribute(node.Inputs[2], product);
        }

        Node[] scale = affine ? [node.Inputs[2]] : [];
        adjoints.Contribute(x, new BatchNormalizeInputGradientOperator(epsilon, channels, lane, affine), node.Layer, [gradient, x, moments, sum, product, .. scale]);
    }

    /// <summary>With an activation folded in; null if it has one, or if that has to call the library.</summary>
    public override Operator? WithActivation(ElementwiseFunction function) =>
        activation is not null || !function.ForwardIsInline ? null : new BatchNormalizeOperator(epsilon, channels, lane, affine, function);

    public override IEnumerable<string> Describe(Node node)
    {
        string sum = affine ? "(x − μ)·r ⊙ γ + β" : "(x − μ)·r", parameters = affine ? $", γ{node.Inputs[2].Shape}, β{node.Inputs[3].Shape}" : "";
        yield return $"y = {(activation is null ? sum : $"{activation.Described}({sum})")}, r = 1/√(v + {Literal.Number(epsilon)})   x{node.Inputs[0].Shape}, moments{node.Inputs[1].Shape}{parameters} → y{node.Shape}";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        ChannelNorm.Constants(kernel, channels, epsilon);
        ChannelNorm.ForEach(kernel, channels, ownScope: false, block =>
        {
            block.Load(kernel, "m", "moments", offset => offset);
            ChannelNorm.LoadInverse(kernel, block);
            if (affine)
            {
                block.Load(kernel, "b", "bias", offset => offset);
                foreach (int index in block.Indexes)
                {
                    kernel.Line($"r{index} *= {block.LoadOne(index, "weight", offset => offset)};");
                }
            }

            kernel.Block("for (int row = 0; row < rows; row++)", () => block.Store(
                kernel, index => Result(kernel, $"{ChannelNorm.AtPosition(block, index, "x", "row")} - m{index}", index), "y", offset => $"row * Channels + {offset}"));
        });
    }

    private string Result(KernelWriter kernel, string distance, int index)
    {
        string result = affine ? $"TLane.MultiplyAdd({distance}, r{index}, b{index})" : $"({distance}) * r{index}";
        return activation is null ? result : kernel.Forward(activation, result);
    }
}
