namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A product as the tile sees it: sum[row, column] = Σ over depth of left[row, depth] · right[depth, column].</summary>
internal sealed class RegisterTile
{
    /// <summary>The vector that the sums start with; they start with zero if null.</summary>
    public (string Reference, Func<string, string> Index)? Start { get; init; }

    /// <summary>Whether the sums start with what the result holds already.</summary>
    public bool AddsToResult { get; init; }

    /// <summary>Writes the loops over the depth around their body.</summary>
    public required Action<Action> Depth { get; init; }

    /// <summary>The numbers that meet a whole lane: their reference, and the index by row.</summary>
    public required (string Reference, Func<int, string> Index) Left { get; init; }

    /// <summary>Whether the left numbers are lanes too, and meet the right ones place by place; the index is that of the first column.</summary>
    public bool LeftIsLanes { get; init; }

    /// <summary>Whether left lanes lie in memory of ours, as in <see cref="IsPadded"/>.</summary>
    public bool LeftIsPadded { get; init; }

    /// <summary>The lanes: their reference, and the index by column.</summary>
    public required (string Reference, Func<string, string> Index) Right { get; init; }

    /// <summary>Whether start and right lie in memory of ours, behind which there is a lane of padding: a partial lane is then loaded whole, and what is too
    /// much of it computed but not stored. (Lanes are put together from parts in memory, which takes longer than a row of multiplications.)</summary>
    public bool IsPadded { get; init; }

    /// <summary>What becomes of a finished sum before it is stored.</summary>
    public Func<string, string> Finish { get; init; } = sum => sum;

    /// <summary>Where it is stored, by row and column; or <see cref="Store"/>.</summary>
    public (string Reference, Func<int, string, string> Index) Result { get; init; }

    /// <summary>Writes what becomes of the sums, where they are not stored as they are; given the height.</summary>
    public Action<int>? Store { get; init; }

    /// <summary>The cheapest height of 4 to 6; the size itself if it is no larger. A tile costs its rows, those computed twice included, and about
    /// one row and a half more for the lanes that it loads: counted in halves, 2·height + 3.</summary>
    public static int BestHeight(int size) => size <= 6
        ? size
        : new[] { 6, 5, 4 }.OrderBy(height => (size + height - 1) / height * ((2 * height) + 3)).First();

    /// <summary>Writes a tile of the given height over the given lanes.</summary>
    public void Emit(KernelWriter kernel, int height, LaneBlock block)
    {
        LaneBlock loaded = IsPadded ? block with { Partial = null } : block;
        if (Start is { } start)
        {
            loaded.Load(kernel, "b", start.Reference, start.Index);
        }

        for (int row = 0; row < height; row++)
        {
            if (AddsToResult)
            {
                block.Load(kernel, $"s{row}", Result.Reference, offset => Result.Index(row, offset));
                continue;
            }

            kernel.Line($"TLane {block.Join(lane => $"s{row}{lane} = {(Start is null ? "TLane.Zero" : $"b{lane}")}")};");
        }

        Depth(() =>
        {
            string right = Right.Reference.Substring(0, 1);
            loaded.Load(kernel, right, Right.Reference, Right.Index);
            for (int row = 0; row < height; row++)
            {
                Multiply(kernel, row, block, right);
            }
        });
        kernel.Line();
        if (Store is not null)
        {
            Store(height);
            return;
        }

        for (int row = 0; row < height; row++)
        {
            string Index(string offset) => Result.Index(row, offset);
            block.Store(kernel, lane => Finish($"s{row}{lane}"), Result.Reference, Index);
        }
    }

    private void Multiply(KernelWriter kernel, int row, LaneBlock block, string right)
    {
        string index = Left.Index(row);
        if (LeftIsLanes)
        {
            LaneBlock loaded = LeftIsPadded ? block with { Partial = null } : block;
            foreach (int lane in block.Indexes)
            {
                kernel.Line($"s{row}{lane} = TLane.MultiplyAdd({loaded.LoadOne(lane, Left.Reference, offset => IndexText.Plus(index, offset))}, {right}{lane}, s{row}{lane});");
            }

            return;
        }

        string left = $"TLane.Broadcast(in {Left.Reference}, {index})";
        kernel.Line(block.Count == 1
            ? $"s{row}0 = TLane.MultiplyAdd({left}, {right}0, s{row}0);"
            : $"Lanes.MultiplyAdd({left}, {block.Join(lane => $"{right}{lane}")}, {block.Join(lane => $"ref s{row}{lane}")});");
    }
}
