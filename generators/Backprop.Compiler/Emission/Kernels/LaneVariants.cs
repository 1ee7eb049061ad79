namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Two methods for two kinds of lanes: four lanes of one register at once, or one lane of several registers.</summary>
internal static class LaneVariants
{
    /// <summary>The most lanes at once.</summary>
    public const int Most = 4;

    /// <summary>Writes <paramref name="body"/> for as many lanes at once as there are registers for; where the columns fit one lane, once.</summary>
    /// <param name="height">The rows of a tile.</param>
    public static void Emit(KernelWriter kernel, int columns, int height, Action<int> body)
    {
        if (columns <= kernel.Lane)
        {
            body(1);
            return;
        }

        int lanes = LaneBlocks.Widest(kernel, columns, Most);
        string wide = kernel.Variant("Wide", $"{height} × {lanes} lanes at a time: {height * lanes} sums fit into 32 registers.", () => body(Most));
        string narrow = kernel.Variant("Narrow", $"{height} × 1 lane at a time: {height} sums of two registers fit into 16.", () => body(1));
        kernel.Block("if (TLane.IsWide)", () => kernel.Line(wide));
        kernel.Block("else", () => kernel.Line(narrow));
    }
}
