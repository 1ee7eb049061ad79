using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>The gradient of what was padded: δ without the margins.</summary>
internal sealed class CropOperator(Margins margins) : Operator
{
    public override string Name => "Crop";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => margins.Inside(inputs[0]);

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) =>
        [$"dx = δ without its margins, {margins.Described}   δ{node.Inputs[0].Shape} → dx{node.Shape}"];

    public override bool HasMethod => false;

    public override string LibraryCall(Node node, CallOperands operands) =>
        $"ImagePadding.Crop(in {operands.Inputs[0]}, ref {operands.Result}, {operands.Rows}, {margins.Sizes(Image.Of(node, operands.Lane), Image.Of(node.Inputs[0], operands.Lane))});";
}
