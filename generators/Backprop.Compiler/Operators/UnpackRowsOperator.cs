using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>Rows that lay in lanes, row by row again: see <see cref="Node.InLanes"/>.</summary>
internal sealed class UnpackRowsOperator : Operator
{
    public override string Name => "UnpackRows";

    public override string ResultSuffix => "Rows";

    public override bool OnlyMoves => true;

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override IEnumerable<string> Describe(Node node) => [$"y = x, row by row   {node.Shape}"];

    public override bool HasMethod => false;

    public override string LibraryCall(Node node, CallOperands operands) =>
        $"RowLanes.Unpack(in {operands.Inputs[0]}, ref {operands.Result}, {operands.Rows}, {node.Shape.Width});";
}
