using Backprop.Compiler.Emission;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>What the operators of a norm over rows share: where the moments of a row are, and x̂ in code.</summary>
internal static class RowNorm
{
    /// <summary>Numbers per row: μ and r, or r alone.</summary>
    public static int Moments(bool centered) => centered ? 2 : 1;

    /// <summary>x̂ as a formula.</summary>
    public static string Formula(bool centered) => centered ? "(x − μ)·r" : "x·r";

    /// <summary>Declares <c>mean</c> and <c>scale</c> of the current row.</summary>
    public static void LoadRow(KernelWriter kernel, bool centered) => kernel.Line(centered
        ? "TLane mean = TLane.Broadcast(in moments, row * 2), scale = TLane.Broadcast(in moments, row * 2 + 1);"
        : "TLane scale = TLane.Broadcast(in moments, row);");

    /// <summary>Declares <c>mean</c> and <c>scale</c> of a lane of rows.</summary>
    public static void LoadRows(KernelWriter kernel, bool centered) => kernel.Line(centered
        ? "TLane mean = TLane.LoadStrided(in moments, row * 2, 2, count), scale = TLane.LoadStrided(in moments, row * 2 + 1, 2, count);"
        : "TLane scale = TLane.LoadPartial(in moments, row, count);");

    /// <summary>x̂ of a lane.</summary>
    public static string Normalized(bool centered, string x) => centered ? $"({x} - mean) * scale" : $"{x} * scale";
}
