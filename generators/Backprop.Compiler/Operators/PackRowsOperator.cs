using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>The same rows in lanes: see <see cref="Node.InLanes"/>. Rows that are missing in the last group are zeros.</summary>
internal sealed class PackRowsOperator : Operator
{
    public override string Name => "PackRows";

    public override string ResultSuffix => "InLanes";

    public override bool OnlyMoves => true;

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override IEnumerable<string> Describe(Node node) => [$"y = x, rows in lanes   {node.Shape}"];

    public override bool HasMethod => false;

    public override string LibraryCall(Node node, CallOperands operands) =>
        $"RowLanes.Pack(in {operands.Inputs[0]}, ref {operands.Result}, {operands.Rows}, {node.Shape.Width});";
}
