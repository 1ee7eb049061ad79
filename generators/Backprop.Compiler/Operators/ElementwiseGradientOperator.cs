using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>dx = d ⊙ f′, element by element, from the saved input or output of f.</summary>
internal sealed class ElementwiseGradientOperator(ElementwiseFunction function) : Operator
{
    public override string Name => function.Symbol + "Gradient";

    public override bool WorksInPlace => true;

    public override string MethodSuffix => "ActivationGradient";

    public override IReadOnlyList<string> InputNames => ["d", "saved"];

    public override string ResultName => "dx";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override Operator? FuseWith(Operator producer) => producer.WithActivationGradient(function);

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) => [$"dx = d ⊙ {function.Described}′   {node.Shape}; {function.DerivativeFormula}, from the saved {function.SavedSymbol}"];

    public override void Emit(Node node, KernelWriter kernel) =>
        Flat.Emit(kernel, node, ["d", "saved"], "dx", values => kernel.Backward(function, values[0], values[1]));
}
