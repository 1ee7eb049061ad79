using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>running ← (1 − m)·running + m·moments, of the mean and of the variance of each channel; that of the batch is made unbiased by n / (n − 1), n being the values of a channel.
/// A single value has no variance, and leaves the running one.</summary>
internal sealed class RunningMomentsOperator(float momentum, int positions) : Operator
{
    public override string Name => "RunningMoments";

    public override string MethodSuffix => "RunningMoments";

    public override string ResultSuffix => "RunningMoments";

    public override bool WorksInPlace => true;

    public override bool CountsRows => true;

    public override IReadOnlyList<string> InputNames => ["running", "moments"];

    public override string ResultName => "updated";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override int RowFactor(Node node) => positions;

    public override IEnumerable<string> Describe(Node node)
    {
        string m = Literal.Number(momentum);
        yield return $"running = (1 − {m})·running + {m}·moments   {node.Shape}";
        yield return "The variance of the batch is made unbiased, by n / (n − 1); a single value has none, and leaves the running one.";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        int channels = node.Shape.Last;
        string m = Literal.Number(momentum), element = kernel.Element;
        kernel.Line($"const int Units = {channels};");
        kernel.Line();
        kernel.Line($"TLane share = TLane.Constant({m}), rest = TLane.Constant(1 - {m});");
        ColumnsInLanes.ForEach(kernel, channels, lane => kernel.Line(lane.Store(Blend(lane, lane.Unit, "share"), "updated", lane.Unit)));
        kernel.Line();
        kernel.Block("if (rows > 1)", () =>
        {
            kernel.Line($"TLane unbiased = share * TLane.Broadcast(({element})rows / ({element})(rows - 1));");
            ColumnsInLanes.ForEach(kernel, channels, lane => kernel.Line(lane.Store(Blend(lane, $"Units + {lane.Unit}", "unbiased"), "updated", $"Units + {lane.Unit}")));
        });
    }

    private static string Blend(RowLane lane, string at, string share) => $"TLane.MultiplyAdd({lane.Load("moments", at)}, {share}, {lane.Load("running", at)} * rest)";
}
