using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>The same values in another shape. Nothing is computed: the result is its input's memory.</summary>
internal sealed class ReshapeOperator(Shape shape) : Operator
{
    public override string Name => "Reshape";

    public override bool IsView => true;

    public override Shape Infer(IReadOnlyList<Shape> inputs) => shape;

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(node.Inputs[0], new ReshapeOperator(node.Inputs[0].Shape), node.Layer, gradient);

    // The numbers keep their order, in lanes as in rows.
    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) => [$"y = x, in another shape   {node.Inputs[0].Shape} → {node.Shape}"];
}
