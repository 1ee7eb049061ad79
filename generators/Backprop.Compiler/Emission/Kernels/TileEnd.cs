using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>How the sums of a product's tile start and what becomes of them: a small emitted struct, so that one tile serves all layers.</summary>
/// <param name="Type">The struct's type, as an argument of the tile.</param>
/// <param name="Value">The expression that makes it.</param>
internal sealed record TileEnd(string Type, string Value)
{
    /// <summary>The sums as they are.</summary>
    public static TileEnd Plain { get; } = new("PlainEnd<TLane>", "default");

    /// <summary>f(sum + bias); both are optional.</summary>
    public static TileEnd Of(KernelWriter kernel, bool hasBias, ElementwiseFunction? activation)
    {
        if (!hasBias && activation is null)
        {
            return Plain;
        }

        string comment = $"A tile of {(hasBias ? "x·W + b" : "x·W")}: {(hasBias ? "the sums start with b" : "")}{(hasBias && activation is not null ? " and " : "")}{(activation is null ? "" : $"end in {activation.Described}")}.";
        return kernel.End(new TileEndStruct(
            (hasBias ? "Bias" : "") + activation?.MethodName + "End",
            comment,
            hasBias ? "bias" : null,
            hasBias ? "TLane.Load(in bias, column)" : "TLane.Zero",
            activation is null ? "sum" : kernel.Forward(activation, "sum")));
    }

    /// <summary>sum · f′.</summary>
    /// <param name="count">How many columns there are, where a whole lane of the saved value cannot be loaded; else null.</param>
    public static TileEnd OfGradient(KernelWriter kernel, ElementwiseFunction activation, int? count) => kernel.End(new TileEndStruct(
        activation.MethodName + "GradientEnd",
        $"A tile of δ·Wᵀ: the sums are multiplied by {activation.Described}′.",
        "saved",
        "TLane.Zero",
        kernel.Backward(activation, "sum", count is null ? "TLane.Load(in saved, place)" : $"TLane.LoadPartial(in saved, place, {count})")));
}

/// <summary>The parts of an emitted struct that implements ITileEnd.</summary>
/// <param name="Name">What it should be called.</param>
/// <param name="Reference">The vector that it reads; null if none.</param>
/// <param name="Start">What a lane of sums starts with, by <c>column</c>.</param>
/// <param name="Finish">What becomes of <c>sum</c>, by <c>place</c>.</param>
internal sealed record TileEndStruct(string Name, string Comment, string? Reference, string Start, string Finish)
{
    /// <summary>Writes it under the given name.</summary>
    public void Emit(KernelWriter kernel, string name)
    {
        string reference = Reference is null ? "" : $"(ref readonly {kernel.Element} {Reference})";
        kernel.Line();
        kernel.Line($"// {Comment}");
        kernel.Block($"private readonly ref struct {name}<TLane>{reference} : ITileEnd<TLane>\n    where TLane : struct, ILane<TLane, {kernel.Element}>", () =>
        {
            if (Reference is not null)
            {
                kernel.Line($"private readonly ref readonly {kernel.Element} {Reference} = ref {Reference};");
                kernel.Line();
            }

            kernel.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            kernel.Line($"public TLane Start(int column) => {Start};");
            kernel.Line();
            kernel.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            kernel.Line($"public TLane Finish(TLane sum, int place) => {Finish};");
        });
    }
}
