using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = softmax(x) over rows narrower than a lane, for a few of them: each in a lane of its own, to the bits of <see cref="SoftmaxOperator"/>.</summary>
internal sealed class RowSoftmaxOperator(bool isDouble) : Operator
{
    public override string Name => "RowSoftmax";

    public override string ResultSuffix => "Probabilities";

    public override bool WorksInPlace => true;

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override IEnumerable<string> Describe(Node node) => [$"y = softmax(x) over each row, a row in a lane   {node.Shape}"];

    public override bool HasMethod => false;

    public override string LibraryCall(Node node, CallOperands operands) =>
        $"RowSoftmax.Write<TLane, {(isDouble ? "double" : "float")}>(in {operands.Inputs[0]}, ref {operands.Result}, {operands.Rows}, {node.Shape.Last});";
}
