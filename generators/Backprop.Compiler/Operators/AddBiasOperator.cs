using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = x + b, the same b for every row. Always fused into the product before it.</summary>
internal sealed class AddBiasOperator : Operator
{
    public override string Name => "AddBias";

    public override bool IsSum => true;

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        adjoints.Contribute(node.Inputs[0], gradient);
        adjoints.Contribute(node.Inputs[1], new BiasGradientOperator(), node.Layer, gradient);
    }

    public override Operator? FuseWith(Operator producer) =>
        producer.WithBias();

    public override IEnumerable<string> Describe(Node node) => [$"y = x + b   {node.Shape}"];
}
