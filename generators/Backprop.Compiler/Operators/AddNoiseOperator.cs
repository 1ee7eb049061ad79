using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = x + n with the step's noise n; in inference, x itself.</summary>
internal sealed class AddNoiseOperator() : AddOperator
{
    public override IReadOnlyList<string> InputNames => ["x", "noise"];

    public override Node? InInference(Node node, IReadOnlyList<Node> inputs, NetworkGraph graph) => inputs[0];

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) => adjoints.Contribute(node.Inputs[0], gradient);

    public override IEnumerable<string> Describe(Node node) => [$"y = x + n   {node.Shape}; Predict takes x"];
}
