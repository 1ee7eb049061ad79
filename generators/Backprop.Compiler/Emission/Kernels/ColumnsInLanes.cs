namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Row-wise work on rows of at least a lane: lanes along the row, the last one partial.</summary>
internal static class ColumnsInLanes
{
    /// <summary>Writes the body for the whole lanes of a row, in a loop, and for the partial lane at its end.</summary>
    public static void ForEach(KernelWriter kernel, int width, Action<LaneColumn> body)
    {
        int whole = width / kernel.Lane * kernel.Lane;
        kernel.Block($"for (int unit = 0; unit < {(whole == width ? "Units" : $"{whole}")}; unit += {kernel.Lane})", () =>
            body(new LaneColumn("row * Units + unit", null)));
        if (whole < width)
        {
            kernel.Scope(true, () => body(new LaneColumn($"row * Units + {whole}", width - whole)));
        }
    }

    /// <summary>max = the row's largest number, as a lane; destination = exp(source − max); sum = Σ of them, a number.</summary>
    public static void Exponentials(KernelWriter kernel, int width, string source, string destination)
    {
        int lane = kernel.Lane, whole = width / lane * lane;
        kernel.Line($"TLane max = TLane.Load(in {source}, row * Units);");
        kernel.Block($"for (int unit = {lane}; unit <= Units - {lane}; unit += {lane})", () =>
            kernel.Line($"max = TLane.Max(max, TLane.Load(in {source}, row * Units + unit));"));
        if (whole < width)
        {
            kernel.Line();
            kernel.Line($"max = TLane.Max(max, TLane.Load(in {source}, row * Units + {width - lane})); // overlaps: a maximum does not mind");
        }

        kernel.Line("max = TLane.Broadcast(TLane.Maximum(max));");
        kernel.Line();
        kernel.Line("TLane sums = TLane.Zero;");
        ForEach(kernel, width, column =>
        {
            kernel.Line($"TLane e = LaneMath.Exp({column.Load(source, column.Offset)} - max);");
            kernel.Line($"sums += {(column.Count is { } count ? $"TLane.KeepFirst(e, {count})" : "e")};");
            kernel.Line(column.Store("e", destination, column.Offset));
        });
        kernel.Line();
        kernel.Line($"{kernel.Element} sum = TLane.Sum(sums);");
    }
}
