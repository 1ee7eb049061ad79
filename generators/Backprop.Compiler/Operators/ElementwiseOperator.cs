using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = f(x), element by element.</summary>
internal sealed class ElementwiseOperator(ElementwiseFunction function) : Operator
{
    public ElementwiseFunction Function => function;

    public override string Name => function.Symbol;

    public override bool WorksInPlace => true;

    public override string MethodSuffix => "Activation";

    public override IReadOnlyList<string> InputNames => ["x"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(
            node.Inputs[0], new ElementwiseGradientOperator(function), node.Layer, gradient, function.Saves == SavedValue.Input ? node.Inputs[0] : node);

    public override Operator? FuseWith(Operator producer) => producer.WithActivation(function);

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) => [$"y = {function.Described}(x) = {function.Formula}   {node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel) =>
        Flat.Emit(kernel, node, ["x"], "y", values => kernel.Forward(function, values[0]));
}
