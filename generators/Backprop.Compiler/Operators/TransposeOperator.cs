using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>A matrix, or several that lie one after the other, the other way round, so that a kernel finds side by side what it reads together.</summary>
internal sealed class TransposeOperator(int matrices = 1) : Operator
{
    public override string Name => "Transpose";

    public override string ResultSuffix => "WeightTransposed";

    public override Shape Infer(IReadOnlyList<Shape> inputs) =>
        matrices == 1 ? Shape.Fixed(inputs[0].Last, inputs[0].Leading) : Shape.Fixed(matrices, inputs[0].Last, inputs[0].Leading / matrices);

    public override IEnumerable<string> Describe(Node node) => [$"transposed   {node.Inputs[0].Shape} → {node.Shape}"];

    public override bool SplitsOutput => true;

    public override bool HasMethod => false;

    public override string LibraryCall(Node node, CallOperands operands)
    {
        int columns = node.Inputs[0].Shape.Last, rows = node.Inputs[0].Shape.Leading / matrices;
        return $"Transpose.Pack(in {operands.Inputs[0]}, ref {operands.Result}, {(matrices == 1 ? "" : $"{matrices}, ")}{rows}, {columns}{operands.Share});";
    }

    /// <summary>Whether the result would lie as the matrices do: a vector is the same, transposed or not.</summary>
    public static bool ChangesNothing(Shape shape, int matrices) => shape.Last == 1 || shape.Leading == matrices;
}
