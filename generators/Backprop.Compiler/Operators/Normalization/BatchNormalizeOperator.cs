using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>y = x̂ ⊙ γ + β with x̂ = (x − μ)/√(σ² + ε), from the moments of the batch. Ioffe and Szegedy, 2015. Its derivative includes that of the moments.
/// In inference the running averages take the moments' place, and the result is folded into the weights of the product before it, where there is one.</summary>
internal sealed class BatchNormalizeOperator(float epsilon, bool isAffine, int channels, int lane, ElementwiseFunction? activation = null) : Operator
{
    public override string Name => "BatchNormalize" + (activation is null ? "" : "+" + activation.Symbol);

    public override bool WorksInPlace => ChannelNorm.IsDisjoint(channels, lane);

    public override IReadOnlyList<string> InputNames => isAffine ? ["x", "moments", "weight", "bias"] : ["x", "moments"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override Node? InInference(Node node, IReadOnlyList<Node> inputs, NetworkGraph graph) =>
        InferenceNormalization.Build(graph, node, inputs[0], epsilon, isAffine);

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        Node x = node.Inputs[0], moments = node.Inputs[1];
        Node sum = adjoints.Add(new BiasGradientOperator(), node.Layer, gradient);
        Node product = adjoints.Add(new BatchScaleGradientOperator(epsilon), node.Layer, gradient, x, moments);
        if (isAffine)
        {
            product.GradientOf = node.Inputs[2];
            sum.GradientOf = node.Inputs[3];
            adjoints.Contribute(node.Inputs[2], product);
            adjoints.Contribute(node.Inputs[3], sum);
        }

        Node[] inputs = [gradient, x, moments, sum, product, .. isAffine ? [node.Inputs[2]] : Array.Empty<Node>()];
        adjoints.Contribute(x, new BatchNormalizeInputGradientOperator(epsilon, isAffine, channels, lane), node.Layer, inputs);
    }

    /// <summary>With an activation folded in; null if it has one, or if that has to call the library.</summary>
    public override Operator? WithActivation(ElementwiseFunction function) =>
        activation is not null || !function.ForwardIsInline ? null : new BatchNormalizeOperator(epsilon, isAffine, channels, lane, function);

    public override IEnumerable<string> Describe(Node node)
    {
        string sum = isAffine ? "(x − μ)·r ⊙ γ + β" : "(x − μ)·r", parameters = isAffine ? $", γ{node.Inputs[2].Shape}, β{node.Inputs[3].Shape}" : "";
        yield return $"y = {(activation is null ? sum : $"{activation.Described}({sum})")}   x{node.Inputs[0].Shape}, moments{node.Inputs[1].Shape}{parameters} → y{node.Shape}";
        yield return $"r = 1/√(σ² + {Literal.Number(epsilon)}), μ and σ² of the batch; Predict takes the running averages.";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        BatchNorm.Constants(kernel, channels, epsilon);
        ChannelNorm.ForEach(kernel, channels, ownScope: false, block =>
        {
            BatchNorm.LoadMoments(kernel, block);
            if (isAffine)
            {
                foreach (int index in block.Indexes)
                {
                    kernel.Line($"r{index} *= {block.LoadOne(index, "weight", offset => offset)};");
                }

                block.Load(kernel, "b", "bias", offset => offset);
            }

            kernel.Block("for (int row = 0; row < rows; row++)", () =>
                block.Store(kernel, index => Result(kernel, block, index), "y", offset => $"row * Channels + {offset}"));
        });
    }

    private string Result(KernelWriter kernel, LaneBlock block, int index)
    {
        string centered = $"{ChannelNorm.AtPosition(block, index, "x", "row")} - m{index}";
        string result = isAffine ? $"TLane.MultiplyAdd({centered}, r{index}, b{index})" : $"({centered}) * r{index}";
        return activation is null ? result : kernel.Forward(activation, result);
    }
}
