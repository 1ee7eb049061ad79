using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>What is dropped in this step: 0 with the probability of the rate, else 1 / (1 − rate).</summary>
/// <param name="stream">The layer's number among those that draw.</param>
internal sealed class DropoutMaskOperator(Shape shape, float rate, int stream) : Operator
{
    public override string Name => "DropoutMask";

    public override string ResultSuffix => "Mask";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => shape;

    public override IEnumerable<string> Describe(Node node) =>
        [$"m = 0 with probability {Literal.Single(rate)}, else 1 / (1 − {Literal.Single(rate)})   {node.Shape}"];

    public override int? RandomStream => stream;

    public override bool HasMethod => false;

    public override string LibraryCall(Node node, CallOperands operands) =>
        $"DropoutMask.Fill(ref {operands.Result}, {operands.Rows} * {shape.Width}, {Literal.Single(rate)}, workspace.Seed, workspace.Step, layer: {operands.Stream}, from: {operands.First} * {shape.Width});";
}
