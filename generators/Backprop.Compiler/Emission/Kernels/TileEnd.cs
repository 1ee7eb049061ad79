using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>How the sums of a product's tile start and what becomes of them: a small emitted struct, so that one tile serves all layers.</summary>
/// <param name="Type">The struct's type, as an argument of the tile.</param>
/// <param name="Aside">The vector that it reads; null if none.</param>
internal sealed record TileEnd(string? Type, string? Aside)
{
    /// <summary>The sums as they are.</summary>
    public static TileEnd Plain { get; } = new(null, null);

    /// <summary>f(sum + bias); both are optional.</summary>
    public static TileEnd Of(KernelWriter kernel, bool hasBias, ElementwiseFunction? activation)
    {
        if (activation is null)
        {
            return hasBias ? new TileEnd($"BiasEnd<TLane, {kernel.Element}>", "bias") : Plain;
        }

        return Write(kernel, new TileEndStruct(
            (hasBias ? "Bias" : "") + activation.MethodName + "End",
            $"A tile of {(hasBias ? "x·W + b: the sums start with b and" : "x·W: the sums")} end in {activation.Described}.",
            hasBias ? "bias" : null,
            hasBias ? "TLane.Load(in bias, column)" : "TLane.Zero",
            kernel.Forward(activation, "sum")));
    }

    /// <summary>sum · f′.</summary>
    /// <param name="count">How many columns there are, where a whole lane of the saved value cannot be loaded; else null.</param>
    public static TileEnd OfGradient(KernelWriter kernel, ElementwiseFunction activation, int? count) => Write(kernel, new TileEndStruct(
        activation.MethodName + "GradientEnd",
        $"A tile of δ·Wᵀ: the sums are multiplied by {activation.Described}′.",
        "saved",
        "TLane.Zero",
        kernel.Backward(activation, "sum", count is null ? "TLane.Load(in saved, place)" : $"TLane.LoadPartial(in saved, place, {count})")));

    private static TileEnd Write(KernelWriter kernel, TileEndStruct end) => new(kernel.End(end), end.Aside);
}
