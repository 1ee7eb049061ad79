namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A product as the tile sees it: sum[row, column] = Σ over depth of left[row, depth] · right[depth, column].</summary>
internal sealed class RegisterTile
{
    /// <summary>The vector that the sums start with; they start with zero if null.</summary>
    public string? Start { get; init; }

    /// <summary>The loop over the depth.</summary>
    public required string Depth { get; init; }

    public required string DepthBound { get; init; }

    /// <summary>The numbers that meet a whole lane: their reference, and the index by row.</summary>
    public required (string Reference, Func<int, string> Index) Left { get; init; }

    /// <summary>The lanes: their reference, and the index by column.</summary>
    public required (string Reference, Func<string, string> Index) Right { get; init; }

    /// <summary>A value that lies like the result and that finishing needs; null if none.</summary>
    public string? Saved { get; init; }

    /// <summary>What becomes of a finished sum before it is stored, given the saved value.</summary>
    public Func<string, string, string> Finish { get; init; } = (sum, _) => sum;

    /// <summary>Where it is stored.</summary>
    public required (string Reference, Func<int, string, string> Index) Result { get; init; }

    /// <summary>Writes a tile of the given height over the given lanes.</summary>
    public void Emit(KernelWriter kernel, int height, LaneBlock block)
    {
        if (Start is { } start)
        {
            block.Load(kernel, "b", start, offset => offset);
        }

        for (int row = 0; row < height; row++)
        {
            kernel.Line($"TLane {block.Join(lane => $"s{row}{lane} = {(Start is null ? "TLane.Zero" : $"b{lane}")}")};");
        }

        kernel.Block($"for (int {Depth} = 0; {Depth} < {DepthBound}; {Depth}++)", () =>
        {
            string right = Right.Reference.Substring(0, 1), left = Left.Reference.Substring(0, 1);
            block.Load(kernel, right, Right.Reference, Right.Index);
            for (int row = 0; row < height; row++)
            {
                Multiply(kernel, row, block, right, $"TLane.Broadcast(in {Left.Reference}, {Left.Index(row)})");
            }
        });
        kernel.Line();
        for (int row = 0; row < height; row++)
        {
            string Index(string offset) => Result.Index(row, offset);
            if (Saved is { } saved)
            {
                block.Load(kernel, $"y{row}", saved, Index);
            }

            block.Store(kernel, lane => Finish($"s{row}{lane}", $"y{row}{lane}"), Result.Reference, Index);
        }
    }

    private static void Multiply(KernelWriter kernel, int row, LaneBlock block, string right, string left)
    {
        kernel.Line(block.Count == 1
            ? $"s{row}0 = TLane.MultiplyAdd({left}, {right}0, s{row}0);"
            : $"Lanes.MultiplyAdd({left}, {block.Join(lane => $"{right}{lane}")}, {block.Join(lane => $"ref s{row}{lane}")});");
    }
}
