using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = x with a constant around it, so that a window over y never asks where the image ends.</summary>
/// <param name="isLayer">Whether it is a layer of its own, or the first step of one.</param>
internal sealed class PadOperator(Margins margins, float value, bool isLayer = false) : Operator
{
    public override string Name => "Pad";

    public override string MethodSuffix => isLayer ? "" : "Padding";

    public override string ResultSuffix => isLayer ? "Output" : "Padded";

    public override bool HoldsInfinities => float.IsInfinity(value);

    public override IReadOnlyList<string> InputNames => ["x"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => margins.Around(inputs[0]);

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(node.Inputs[0], new CropOperator(margins), node.Layer, gradient);

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) =>
        [$"y = x with {Shown} around it   x{node.Inputs[0].Shape} → y{node.Shape}", $"{margins.Described}."];

    private string Shown => float.IsNegativeInfinity(value) ? "−∞" : float.IsPositiveInfinity(value) ? "∞" : Literal.Number(value);

    public override void Emit(Node node, KernelWriter kernel)
    {
        Image inner = Image.Of(node.Inputs[0], kernel.Lane), outer = Image.Of(node, kernel.Lane);
        string lane = value == 0 ? "TLane.Zero" : $"TLane.Constant({Literal.Number(value)})";
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            Line.Fill(kernel, lane, ("y", $"row * {outer.Size}"), outer.Size);
            kernel.Line();
            margins.ForEachLine(kernel, inner, outer, (inside, around) => Line.Copy(kernel, ("x", inside), ("y", around), inner.Line));
        });
    }
}
