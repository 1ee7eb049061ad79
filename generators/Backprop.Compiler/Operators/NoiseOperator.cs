using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>This step's noise, from N(0, deviation²).</summary>
/// <param name="stream">The layer's number among those that draw.</param>
internal sealed class NoiseOperator(Shape shape, float deviation, int stream) : Operator
{
    public override string Name => "Noise";

    public override string ResultSuffix => "Noise";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => shape;

    public override IEnumerable<string> Describe(Node node) => [$"n = noise from N(0, {Literal.Single(deviation)}²)   {node.Shape}"];

    public override int? RandomStream => stream;

    public override bool HasMethod => false;

    public override string LibraryCall(Node node, CallOperands operands) =>
        $"GaussianNoise.Fill(ref {operands.Result}, {operands.Rows} * {shape.Width}, {Literal.Single(deviation)}, workspace.Seed, workspace.Step, layer: {operands.Stream}, from: {operands.First} * {shape.Width});";
}
