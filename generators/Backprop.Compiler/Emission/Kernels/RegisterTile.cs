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

    /// <summary>Writes what leads on to the next step of the depth, where anything has to.</summary>
    public Action? Advance { get; init; }

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

    /// <summary>As many rows there are where a lane is one register, which leaves room for more; 0: as many as elsewhere.</summary>
    public int WideHeight { get; init; }

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

    /// <summary>The cheapest height of 6 to 8, likewise: of one lane, which leaves more registers where it is one itself.</summary>
    public static int BestWideHeight(int size) => size <= 8
        ? size
        : new[] { 8, 7, 6 }.OrderBy(height => (size + height - 1) / height * ((2 * height) + 3)).First();

    /// <summary>Writes a tile of the given height over the given lanes.</summary>
    public void Emit(KernelWriter kernel, int height, LaneBlock block)
    {
        LaneBlock loaded = IsPadded ? block with { Partial = null } : block;
        if (Start is { } start)
        {
            loaded.Load(kernel, "b", start.Reference, start.Index);
        }

        int[] rows = [.. Enumerable.Range(0, height)], wideRows = [.. Enumerable.Range(height, Math.Max(0, WideHeight - height))];
        foreach (int row in rows.Concat(wideRows))
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
            EmitRows(kernel, rows, wideRows, row => Multiply(kernel, row, block, right));
            kernel.Separate(wideRows.Length > 0 && Advance is not null);
            Advance?.Invoke();
        });
        kernel.Line();
        if (Store is not null)
        {
            Store(height);
            return;
        }

        EmitRows(kernel, rows, wideRows, row => block.Store(kernel, lane => Finish($"s{row}{lane}"), Result.Reference, offset => Result.Index(row, offset)));
    }

    private static void EmitRows(KernelWriter kernel, int[] rows, int[] wideRows, Action<int> emit)
    {
        Array.ForEach(rows, emit);
        if (wideRows.Length > 0)
        {
            kernel.Block("if (TLane.IsWide)", () => Array.ForEach(wideRows, emit));
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
                kernel.Line($"TLane.AddProduct(ref s{row}{lane}, {loaded.LoadOne(lane, Left.Reference, offset => IndexText.Plus(index, offset))}, {right}{lane});");
            }

            return;
        }

        kernel.Line(block.Count == 1
            ? $"TLane.AddScaled(ref s{row}0, {right}0, in {Left.Reference}, {index});"
            : $"Lanes.MultiplyAdd(TLane.Broadcast(in {Left.Reference}, {index}), {block.Join(lane => $"{right}{lane}")}, {block.Join(lane => $"ref s{row}{lane}")});");
    }
}
