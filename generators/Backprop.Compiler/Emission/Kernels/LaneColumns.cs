namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A lane of columns: where it starts, as an expression, and how many of its places count (null: all).</summary>
internal sealed record LaneColumn(string Offset, int? Count)
{
    public string Load(string reference, string index) =>
        Count is { } count ? $"TLane.LoadPartial(in {reference}, {index}, {count})" : $"TLane.Load(in {reference}, {index})";

    public string Store(string value, string reference, string index) =>
        Count is { } count ? $"TLane.StorePartial({value}, ref {reference}, {index}, {count});" : $"TLane.Store({value}, ref {reference}, {index});";
}

/// <summary>Cuts a constant number of columns into blocks of lanes.</summary>
internal static class LaneColumns
{
    /// <summary>Writes <paramref name="body"/> once for a loop over whole blocks of <paramref name="lanes"/> lanes, and once for the columns that remain.
    /// Where the columns are no multiple of a lane, the last lane starts early enough to be whole: it shares columns with the one
    /// before, and computes the same bits for them again.</summary>
    public static void Emit(KernelWriter kernel, string variable, string bound, int columns, int lanes, Action<IReadOnlyList<LaneColumn>> body)
    {
        int lane = kernel.Lane;
        if (columns < lane)
        {
            body([new LaneColumn("0", columns)]);
            return;
        }

        if (lanes == 1 && columns > lane)
        {
            EmitSingleLanes(kernel, variable, bound, columns, body);
            return;
        }

        int block = lanes * lane;
        int whole = columns / block * block;
        if (whole > block)
        {
            string end = whole == columns ? bound : $"{whole}";
            kernel.Block($"for (int {variable} = 0; {variable} < {end}; {variable} += {block})", () => body(Offsets(variable, lanes, lane)));
        }
        else if (whole == block)
        {
            body(Offsets(null, lanes, lane));
        }

        if (whole < columns)
        {
            body(Remainder(whole, columns, lane));
        }
    }

    private static void EmitSingleLanes(KernelWriter kernel, string variable, string bound, int columns, Action<IReadOnlyList<LaneColumn>> body)
    {
        int lane = kernel.Lane;
        if (columns % lane == 0)
        {
            kernel.Block($"for (int {variable} = 0; {variable} < {bound}; {variable} += {lane})", () => body([new LaneColumn(variable, null)]));
            return;
        }

        kernel.Block($"for (int lane = 0; lane < {bound}; lane += {lane})", () =>
        {
            kernel.Line($"int {variable} = int.Min(lane, {bound} - {lane}); // the last lane is whole: it overlaps the one before");
            body([new LaneColumn(variable, null)]);
        });
    }

    private static List<LaneColumn> Offsets(string? variable, int lanes, int lane) =>
        Enumerable.Range(0, lanes).Select(index => new LaneColumn(Sum(variable, index * lane), null)).ToList();

    private static List<LaneColumn> Remainder(int start, int columns, int lane)
    {
        var offsets = new List<LaneColumn>();
        for (int column = start; column < columns; column += lane)
        {
            offsets.Add(new LaneColumn($"{Math.Min(column, columns - lane)}", null));
        }

        return offsets;
    }

    private static string Sum(string? variable, int offset) =>
        variable is null ? $"{offset}" : offset == 0 ? variable : $"{variable} + {offset}";
}
