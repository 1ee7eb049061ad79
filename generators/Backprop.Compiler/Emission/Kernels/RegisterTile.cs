namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A product as the tile sees it: sum[row, column] = Σ over depth of left[row, depth] · right[depth, column].</summary>
internal sealed class RegisterTile
{
    /// <summary>The prefix of the sums' names: y00, y01, …</summary>
    public required string Sum { get; init; }

    /// <summary>What a sum starts with: the prefix of its names, and a lane's expression; zero if null.</summary>
    public (string Name, Func<LaneColumn, string> Load)? Start { get; init; }

    /// <summary>The loop over the depth.</summary>
    public required string Depth { get; init; }

    public required string DepthBound { get; init; }

    /// <summary>The numbers that meet a whole lane: the prefix of their names, their reference and index.</summary>
    public required (string Name, string Reference, Func<int, string> Index) Left { get; init; }

    /// <summary>The lanes: the prefix of their names, their reference and index.</summary>
    public required (string Name, string Reference, Func<LaneColumn, string> Index) Right { get; init; }

    /// <summary>What becomes of a finished sum before it is stored.</summary>
    public Func<string, LaneColumn, string, string> Finish { get; init; } = (sum, _, _) => sum;

    /// <summary>Where it is stored.</summary>
    public required (string Reference, Func<int, LaneColumn, string> Index) Result { get; init; }

    /// <summary>Writes a tile of the given height over the given lanes.</summary>
    public void Emit(KernelWriter kernel, int height, IReadOnlyList<LaneColumn> columns)
    {
        int[] lanes = Enumerable.Range(0, columns.Count).ToArray();
        if (Start is { } start)
        {
            kernel.Line("TLane " + string.Join(", ", lanes.Select(lane => $"{start.Name}{lane} = {start.Load(columns[lane])}")) + ";");
        }

        for (int row = 0; row < height; row++)
        {
            kernel.Line("TLane " + string.Join(", ", lanes.Select(lane => $"{Name(row, lane)} = {(Start is { } s ? $"{s.Name}{lane}" : "TLane.Zero")}")) + ";");
        }

        kernel.Block($"for (int {Depth} = 0; {Depth} < {DepthBound}; {Depth}++)", () =>
        {
            kernel.Line("TLane " + string.Join(", ", lanes.Select(lane => $"{Right.Name}{lane} = {columns[lane].Load(Right.Reference, Right.Index(columns[lane]))}")) + ";");
            for (int row = 0; row < height; row++)
            {
                string left = Left.Name + row;
                kernel.Line($"TLane {left} = TLane.Broadcast(in {Left.Reference}, {Left.Index(row)});");
                kernel.Line(string.Join(" ", lanes.Select(lane => $"{Name(row, lane)} = TLane.MultiplyAdd({left}, {Right.Name}{lane}, {Name(row, lane)});")));
            }
        });

        for (int row = 0; row < height; row++)
        {
            kernel.Line(string.Join(" ", lanes.Select(lane =>
            {
                string index = Result.Index(row, columns[lane]);
                return columns[lane].Store(Finish(Name(row, lane), columns[lane], index), Result.Reference, index);
            })));
        }
    }

    private string Name(int row, int lane) => $"{Sum}{row}{lane}";
}
