using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = x ⊙ m with the step's mask m; in inference, x itself.</summary>
internal sealed class DropoutOperator : MultiplyOperator
{
    public override IReadOnlyList<string> InputNames => ["x", "mask"];

    public override Node? InInference(Node node, IReadOnlyList<Node> inputs, NetworkGraph graph) => inputs[0];

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(node.Inputs[0], new MultiplyOperator("InputGradient"), node.Layer, gradient, node.Inputs[1]);

    public override IEnumerable<string> Describe(Node node) => [$"y = x ⊙ m, m = 0 where a value is dropped   {node.Shape}; Predict takes x"];
}
