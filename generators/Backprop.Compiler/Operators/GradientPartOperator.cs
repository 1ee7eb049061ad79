using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>One of several gradients that stand below each other, brought to its own place.</summary>
/// <param name="start">Its first row.</param>
/// <param name="shape">Its shape, or that of its transposition.</param>
/// <param name="transposed">Whether it is transposed there.</param>
internal sealed class GradientPartOperator(int start, Shape shape, bool transposed) : Operator
{
    public override string Name => $"GradientPart {start}{(transposed ? "+transposed" : "")}";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => shape;

    public override bool SplitsOutput => true;

    public override bool HasMethod => false;

    public override IEnumerable<string> Describe(Node node)
    {
        int rows = Rows(node);
        string part = rows == 1 ? $"row {start}" : $"rows {start} to {start + rows - 1}";
        yield return $"{(shape.Dimensions.Count == 1 ? "db" : "dW")} = {(transposed ? $"({part})ᵀ" : part)}   {node.Inputs[0].Shape} → {node.Shape}";
    }

    public override string LibraryCall(Node node, CallOperands operands)
    {
        int columns = node.Inputs[0].Shape.Last;
        string from = start == 0 ? operands.Inputs[0] : $"Lanes.At(in {operands.Inputs[0]}, {start * columns})";
        (int rows, int width) = transposed ? (Rows(node), columns) : (1, shape.Width);
        return $"Transpose.Pack(in {from}, ref {operands.Result}, {rows}, {width}{operands.Share});";
    }

    private int Rows(Node node) => shape.Width / node.Inputs[0].Shape.Last;
}
