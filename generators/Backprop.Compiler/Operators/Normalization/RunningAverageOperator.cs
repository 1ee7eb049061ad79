using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>running ← (1 − m)·running + m·batch, for the mean and the unbiased variance: m is PyTorch's momentum, Keras's is 1 − m.</summary>
internal sealed class RunningAverageOperator(float momentum) : Operator
{
    public override string Name => "RunningAverage";

    public override string MethodSuffix => "RunningAverage";

    public override string ResultSuffix => "RunningAverage";

    public override IReadOnlyList<string> InputNames => ["running", "moments"];

    public override string ResultName => "updated";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override IEnumerable<string> Describe(Node node) =>
        [$"updated = running + {Literal.Number(momentum)}·(batch − running)   running{node.Inputs[0].Shape}, moments{node.Inputs[1].Shape} → {node.Shape}; in place"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        kernel.Line($"const int Channels = {node.Shape.Last};");
        kernel.Line();
        kernel.Line($"TLane momentum = TLane.Constant({Literal.Number(momentum)});");
        VectorLanes.ForEach(kernel, node.Shape.Last, lane =>
        {
            Average(kernel, lane, "mean", lane.Offset, lane.Offset);
            Average(kernel, lane, "variance", $"Channels + {lane.Offset}", $"2 * Channels + {lane.Offset}");
        });
    }

    private static void Average(KernelWriter kernel, RowLane lane, string name, string at, string batch)
    {
        kernel.Line($"TLane {name} = {lane.Load("running", at)};");
        kernel.Line(lane.Store($"TLane.MultiplyAdd(momentum, {lane.Load("moments", batch)} - {name}, {name})", "updated", at));
    }
}
