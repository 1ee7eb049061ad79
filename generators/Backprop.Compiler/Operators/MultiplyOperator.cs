using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = a ⊙ b, element by element.</summary>
/// <param name="methodSuffix">What the method is called, after its layer's name.</param>
internal class MultiplyOperator(string methodSuffix = "") : Operator
{
    public override string Name => "Multiply";

    public override bool WorksInPlace => true;

    public override string MethodSuffix => methodSuffix;

    public override IReadOnlyList<string> InputNames => ["a", "b"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        adjoints.Contribute(node.Inputs[0], new MultiplyOperator("LeftGradient"), node.Layer, gradient, node.Inputs[1]);
        adjoints.Contribute(node.Inputs[1], new MultiplyOperator("RightGradient"), node.Layer, gradient, node.Inputs[0]);
    }

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) => [$"y = a ⊙ b   {node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel) =>
        Flat.Emit(kernel, node, InputNames, "y", values => $"{values[0]} * {values[1]}");
}
