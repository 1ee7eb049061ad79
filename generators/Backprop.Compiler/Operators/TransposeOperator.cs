using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>A matrix the other way round, so that a kernel finds side by side what it reads together.</summary>
internal sealed class TransposeOperator : Operator
{
    public override string Name => "Transpose";

    public override string ResultSuffix => "WeightTransposed";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(inputs[0].Dimensions[1], inputs[0].Dimensions[0]);

    public override IEnumerable<string> Describe(Node node) => [$"transposed   {node.Inputs[0].Shape} → {node.Shape}"];

    public override bool HasMethod => false;

    public override string LibraryCall(Node node, CallOperands operands) =>
        $"Transpose.Pack(in {operands.Inputs[0]}, ref {operands.Result}, {node.Shape.Dimensions[1]}, {node.Shape.Dimensions[0]});";
}
