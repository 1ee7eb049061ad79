using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = x with a constant around it, so that a window over y never asks where the image ends.</summary>
/// <param name="isLayer">Whether it is a layer of its own, or the first step of one.</param>
internal sealed class PadOperator(Margins margins, float value, bool isLayer = false) : Operator
{
    public override string Name => "Pad";

    public override string ResultSuffix => isLayer ? "Output" : "Padded";

    public override bool HoldsInfinities => float.IsInfinity(value);

    public override bool OnlyMoves => true;

    public override Shape Infer(IReadOnlyList<Shape> inputs) => margins.Around(inputs[0]);

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(node.Inputs[0], new CropOperator(margins), node.Layer, gradient);

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) =>
        [$"y = x with {Shown} around it: {margins.Described}   x{node.Inputs[0].Shape} → y{node.Shape}"];

    private string Shown => float.IsNegativeInfinity(value) ? "−∞" : float.IsPositiveInfinity(value) ? "∞" : Literal.Number(value);

    public override bool HasMethod => false;

    public override string LibraryCall(Node node, CallOperands operands)
    {
        string around = value == 0 ? "TLane.Zero" : $"TLane.Constant({Literal.Number(value)})";
        return $"ImagePadding.Pad(in {operands.Inputs[0]}, ref {operands.Result}, {operands.Rows}, {around}, {margins.Sizes(Image.Of(node.Inputs[0], operands.Lane), Image.Of(node, operands.Lane))});";
    }
}
