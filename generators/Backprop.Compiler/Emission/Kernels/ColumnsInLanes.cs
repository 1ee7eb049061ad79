namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Row-wise work on rows of at least a lane: lanes along the row, the last one partial.</summary>
internal static class ColumnsInLanes
{
    /// <summary>Writes the body for the whole lanes of a row, in a loop, and for the partial lane at its end.</summary>
    /// <param name="start">Where the row starts.</param>
    public static void ForEach(KernelWriter kernel, int width, Action<RowLane> body, string start = "row * Units")
    {
        int whole = width / kernel.Lane * kernel.Lane;
        if (whole == kernel.Lane)
        {
            kernel.Scope(true, () => body(new RowLane(start, null, "0")));
        }
        else if (whole > 0)
        {
            kernel.Block($"for (int unit = 0; unit < {(whole == width ? "Units" : $"{whole}")}; unit += {kernel.Lane})", () => body(new RowLane($"{start} + unit", null, "unit")));
        }

        if (whole < width)
        {
            if (whole > 0)
            {
                kernel.Line();
                kernel.Line($"// The last {width - whole} of {width} units.");
            }

            kernel.Scope(true, () => body(new RowLane($"{start} + {whole}", width - whole, $"{whole}")));
        }
    }

    /// <summary>max = the row's largest number; destination = exp(source − max); sum = Σ of them.</summary>
    public static void Exponentials(KernelWriter kernel, string source, string destination) =>
        kernel.Line($"{kernel.Element} sum = LaneMath.Exponentials<TLane, {kernel.Element}>(in Lanes.At(in {source}, row, Units), ref Lanes.Place(ref {destination}, row, Units), Units, out {kernel.Element} max);");

    /// <summary>Multiplies the row by a number.</summary>
    public static void Scale(KernelWriter kernel, string row, string factor) =>
        kernel.Line($"LaneMath.Scale<TLane, {kernel.Element}>(ref Lanes.Place(ref {row}, row, Units), Units, {factor});");
}

/// <summary>A lane of a row: where it starts, how many of its places count (null: all), and where it starts within the row.</summary>
internal sealed record RowLane(string Offset, int? Count, string Unit)
{
    public string Load(string reference) => Load(reference, Offset);

    /// <summary>The lane of a vector that all rows share.</summary>
    public string LoadShared(string reference) => Load(reference, Unit);

    /// <summary>As many places from another offset.</summary>
    public string Load(string reference, string offset) =>
        Count is { } count ? $"TLane.LoadPartial(in {reference}, {offset}, {count})" : $"TLane.Load(in {reference}, {offset})";

    public string Store(string value, string reference) => Store(value, reference, Offset);

    /// <summary>As many places to another offset.</summary>
    public string Store(string value, string reference, string offset) =>
        Count is { } count ? $"TLane.StorePartial({value}, ref {reference}, {offset}, {count});" : $"TLane.Store({value}, ref {reference}, {offset});";

    /// <summary>The value, with zeros in the places that do not count.</summary>
    public string Keep(string value) => Count is { } count ? $"TLane.KeepFirst({value}, {count})" : value;
}
