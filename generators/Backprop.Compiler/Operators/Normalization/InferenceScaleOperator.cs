using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>s = γ/√(σ² + ε) from the running variance.</summary>
internal sealed class InferenceScaleOperator(float epsilon, bool hasWeight) : Operator
{
    public override string Name => "InferenceScale";

    public override string MethodSuffix => "Scale";

    public override string ResultSuffix => "Scale";

    public override IReadOnlyList<string> InputNames => hasWeight ? ["running", "weight"] : ["running"];

    public override string ResultName => "scale";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(inputs[0].Last);

    public override IEnumerable<string> Describe(Node node) =>
        [$"s = {(hasWeight ? "γ" : "1")}/√(σ² + {Literal.Number(epsilon)}), σ² the running variance   running{node.Inputs[0].Shape} → s{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        kernel.Line($"const int Channels = {node.Shape.Width};");
        kernel.Line();
        VectorLanes.ForEach(kernel, node.Shape.Width, lane =>
        {
            string root = $"TLane.Sqrt({lane.Load("running", $"Channels + {lane.Offset}")} + TLane.Constant({Literal.Number(epsilon)}))";
            kernel.Line(lane.Store($"{(hasWeight ? lane.Load("weight") : "TLane.Constant(1)")} / {root}", "scale"));
        });
    }
}
