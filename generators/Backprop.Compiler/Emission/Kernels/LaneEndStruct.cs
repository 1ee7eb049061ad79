using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>The parts of an emitted struct that implements ILaneEnd.</summary>
/// <param name="Start">What a sum starts with, by <c>number</c>.</param>
/// <param name="Finish">What becomes of <c>sum</c>.</param>
internal sealed record LaneEndStruct(string Name, string Comment, string Start, string Finish) : EmittedEnd(Name, Comment)
{
    /// <summary>f(sum + bias); both are optional.</summary>
    public static LaneEndStruct Of(KernelWriter kernel, bool hasBias, ElementwiseFunction? activation) => new(
        (hasBias ? "Bias" : "") + activation?.MethodName + "Lanes",
        $"A tile of {(hasBias ? "x ∗ W + b" : "x ∗ W")} of rows in lanes: {(hasBias ? "the sums start with b" : "")}{(hasBias && activation is not null ? " and " : "")}{(activation is null ? "" : $"end in {activation.Described}")}.",
        hasBias ? "TLane.Broadcast(in bias, number)" : "TLane.Zero",
        activation is null ? "sum" : kernel.Forward(activation, "sum"));

    protected override string Interface => "ILaneEnd";

    protected override (string Start, string Finish) Members(KernelWriter kernel) =>
    (
        $"TLane Start(ref readonly {kernel.Element} bias, ref readonly {kernel.Element} result, int number) => {Start}",
        $"void Finish(TLane sum, ref {kernel.Element} result, int number, bool adds) => TLane.Store({Finish}, ref result, number * {kernel.Lane})"
    );
}
