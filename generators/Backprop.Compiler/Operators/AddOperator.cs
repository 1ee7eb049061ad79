using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = a + b: a residual connection, or the gradients that reach one value from two sides.</summary>
/// <param name="methodSuffix">What the method is called, after its layer's name.</param>
internal class AddOperator(string methodSuffix = "") : Operator
{
    public override string Name => "Add";

    public override bool WorksInPlace => true;

    public override string MethodSuffix => methodSuffix;

    public override IReadOnlyList<string> InputNames => ["a", "b"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        adjoints.Contribute(node.Inputs[0], gradient);
        adjoints.Contribute(node.Inputs[1], gradient);
    }

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) => [$"y = a + b   {node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel) =>
        Flat.Emit(kernel, node, InputNames, "y", values => $"{values[0]} + {values[1]}");
}
