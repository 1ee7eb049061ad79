namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Row-wise work on rows of at least a lane: lanes along the row, the last one partial.</summary>
internal static class ColumnsInLanes
{
    /// <summary>Writes the body for the whole lanes of a row, in a loop, and for the partial lane at its end.</summary>
    public static void ForEach(KernelWriter kernel, int width, Action<RowLane> body)
    {
        int whole = width / kernel.Lane * kernel.Lane;
        if (whole == kernel.Lane)
        {
            kernel.Scope(true, () => body(new RowLane("row * Units", null)));
        }
        else
        {
            kernel.Block($"for (int unit = 0; unit < {(whole == width ? "Units" : $"{whole}")}; unit += {kernel.Lane})", () => body(new RowLane("row * Units + unit", null)));
        }

        if (whole < width)
        {
            kernel.Line();
            kernel.Line($"// The last {width - whole} of {width} units.");
            kernel.Scope(true, () => body(new RowLane($"row * Units + {whole}", width - whole)));
        }
    }

    /// <summary>max = the row's largest number, as a lane; destination = exp(source − max); sum = Σ of them, a number.</summary>
    public static void Exponentials(KernelWriter kernel, int width, string source, string destination)
    {
        int lane = kernel.Lane;
        kernel.Line($"TLane max = TLane.Load(in {source}, row * Units);");
        if (width >= 2 * lane)
        {
            kernel.Block($"for (int unit = {lane}; unit <= Units - {lane}; unit += {lane})", () =>
                kernel.Line($"max = TLane.Max(max, TLane.Load(in {source}, row * Units + unit));"));
            kernel.Line();
        }

        if (width % lane > 0)
        {
            kernel.Line($"max = TLane.Max(max, TLane.Load(in {source}, row * Units + {width - lane})); // overlaps: a maximum does not mind");
        }

        kernel.Line("max = TLane.Broadcast(TLane.Maximum(max));");
        kernel.Line("TLane sums = TLane.Zero;");
        ForEach(kernel, width, column =>
        {
            kernel.Line($"TLane e = LaneMath.Exp({column.Load(source)} - max);");
            kernel.Line($"sums += {column.Keep("e")};");
            kernel.Line(column.Store("e", destination));
        });
        kernel.Line();
        kernel.Line($"{kernel.Element} sum = TLane.Sum(sums);");
    }
}

/// <summary>A lane of a row: where it starts, and how many of its places count (null: all).</summary>
internal sealed record RowLane(string Offset, int? Count)
{
    public string Load(string reference) =>
        Count is { } count ? $"TLane.LoadPartial(in {reference}, {Offset}, {count})" : $"TLane.Load(in {reference}, {Offset})";

    public string Store(string value, string reference) =>
        Count is { } count ? $"TLane.StorePartial({value}, ref {reference}, {Offset}, {count});" : $"TLane.Store({value}, ref {reference}, {Offset});";

    /// <summary>The value, with zeros in the places that do not count.</summary>
    public string Keep(string value) => Count is { } count ? $"TLane.KeepFirst({value}, {count})" : value;
}
