using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>t = β + (b − μ)·s with the running mean μ and, where the normalisation is folded into a product, that product's bias b.</summary>
internal sealed class InferenceShiftOperator(bool hasBias, bool hasProductBias) : Operator
{
    public override string Name => "InferenceShift";

    public override string MethodSuffix => "Shift";

    public override string ResultSuffix => "Shift";

    public override IReadOnlyList<string> InputNames =>
        ["running", "scale", .. hasBias ? ["bias"] : Array.Empty<string>(), .. hasProductBias ? ["productBias"] : Array.Empty<string>()];

    public override string ResultName => "shift";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(inputs[0].Last);

    public override IEnumerable<string> Describe(Node node) =>
        [$"t = {(hasBias ? "β + " : "")}{(hasProductBias ? "(b − μ)·s" : "−μ·s")}, μ the running mean   running{node.Inputs[0].Shape}, s{node.Inputs[1].Shape} → t{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel) => VectorLanes.ForEach(kernel, node.Shape.Width, lane =>
    {
        string distance = hasProductBias ? $"{lane.Load("productBias")} - {lane.Load("running")}" : $"-{lane.Load("running")}";
        kernel.Line(lane.Store(hasBias ? $"TLane.MultiplyAdd({distance}, {lane.Load("scale")}, {lane.Load("bias")})" : $"({distance}) * {lane.Load("scale")}", "shift"));
    });
}
