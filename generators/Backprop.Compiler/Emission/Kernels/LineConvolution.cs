using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>y = f(x ∗ W + b) of an image of one channel with few filters, for a few rows: lanes along the neighbouring positions of a line, which lie side by side in x, and
/// every weight a broadcast. Lanes along the filters would be mostly empty. Optionally the maxima of 2×2 of them: two lines are summed up at once, and only the
/// maxima are written. The sums run through the window in the order of <see cref="ConvolutionProduct"/>, to the same bits.</summary>
internal sealed class LineConvolution(ConvolutionGeometry geometry, bool pools)
{
    // Sums that are made at once: with two lines for each filter, or one. Where a lane is two registers, there is room for a third of them.
    private const int MostSums = 12;

    private readonly ConvolutionLoops loops = new(geometry);

    /// <summary>The vector that the sums start with; they start with zero if null.</summary>
    public string? Bias { get; init; }

    /// <summary>What becomes of a finished sum.</summary>
    public Func<string, string> Finish { get; init; } = sum => sum;

    /// <summary>Whether the kernel exists for these sizes, and takes clearly less time than lanes along the filters.</summary>
    public static bool IsQuicker(ConvolutionGeometry geometry, int lane)
    {
        int width = geometry.Output.Width / 2 * 2, lanes = (width + lane - 1) / lane;
        return lane == 16 && geometry is { Groups: 1, StrideX: 1, Input.Channels: 1 } && width >= lane && geometry.Filters < lane && 4 * lanes * geometry.Filters <= 3 * width;
    }

    public void Emit(KernelWriter kernel)
    {
        int most = pools ? MostSums / 2 : MostSums, tiles = (geometry.Filters + most - 1) / most, height = (geometry.Filters + tiles - 1) / tiles, narrow = Math.Min(height, most / 3);
        int width = pools ? geometry.Output.Width / 2 * 2 : geometry.Output.Width, lines = pools ? geometry.Output.Height / 2 : geometry.Output.Height;
        kernel.Line($"const int Filters = {geometry.Filters};");
        kernel.Line();
        kernel.Block("for (int row = 0; row < rows; row++)", () => ConvolutionLoops.Loop(kernel, "line", lines, () =>
            Tiles.Emit(kernel, "ox", $"{width}", width, kernel.Lane, start =>
                Tiles.Emit(kernel, "filter", "Filters", geometry.Filters, narrow, height, tile: "some", body: filter =>
                    EmitTile(kernel, ConvolutionLoops.Variable("line", lines), start ?? "0", filter ?? "0", narrow, height)))));
    }

    private void EmitTile(KernelWriter kernel, string line, string start, string filter, int narrow, int count)
    {
        int[] filters = [.. Enumerable.Range(0, count)];
        int across = pools ? 2 : 1, positions = geometry.Output.Height / across * (geometry.Output.Width / across);
        kernel.Line($"int window = {IndexText.Sum(IndexText.Times("row", geometry.Input.Size), IndexText.Times(line, across * geometry.StepY), start)};");
        kernel.Line($"int position = {IndexText.Sum(IndexText.Times("row", positions), IndexText.Times(line, geometry.Output.Width / across), pools && start != "0" ? $"{start} / 2" : start)};");
        kernel.Line($"ref readonly float w = ref {(filter == "0" ? "weight" : $"Lanes.At(in weight, {filter})")};");
        string List(Func<int, string> text) => string.Join(", ", filters.Select(text));
        kernel.Line($"TLane {List(index => $"s{index} = {(Bias is null ? "TLane.Zero" : $"TLane.Broadcast(in {Bias}, {IndexText.Plus(filter, $"{index}")})")}")};");
        if (pools)
        {
            kernel.Line($"TLane {List(index => $"t{index} = s{index}")}; // the line below");
        }

        string k = ConvolutionLoops.Variable("k", geometry.Segment);
        loops.Taps(kernel, () => ConvolutionLoops.Loop(kernel, "k", geometry.Segment, () =>
        {
            string at = IndexText.Sum("window", loops.TapOffset, k);
            kernel.Line($"TLane x0 = TLane.Load(in x, {at}){(pools ? $", x1 = TLane.Load(in x, {IndexText.Plus(at, $"{geometry.StepY}")})" : "")};");
            InBoth(kernel, filters, narrow, some => Array.ForEach(some, index => kernel.Line(pools
                ? $"Lanes.MultiplyAdd(TLane.Broadcast(in w, {index}), x0, x1, ref s{index}, ref t{index});"
                : $"TLane.AddScaled(ref s{index}, x0, in w, {index});")));
            kernel.Separate(count > narrow);
            kernel.Line("w = ref Lanes.At(in w, Filters);");
        }));
        kernel.Line();
        InBoth(kernel, filters, narrow, some => EmitStores(kernel, some, filter));
    }

    // The first filters, and those that there are registers for where a lane is one of them.
    private static void InBoth(KernelWriter kernel, int[] filters, int narrow, Action<int[]> emit)
    {
        emit([.. filters.Take(narrow)]);
        if (filters.Length > narrow)
        {
            kernel.Block("if (TLane.IsWide)", () => emit([.. filters.Skip(narrow)]));
        }
    }

    private void EmitStores(KernelWriter kernel, int[] filters, string filter)
    {
        foreach (int index in filters)
        {
            string value = pools ? $"TLane.Max({Finish($"s{index}")}, {Finish($"t{index}")})" : Finish($"s{index}");
            if (value != $"s{index}")
            {
                kernel.Line($"s{index} = {value};");
            }
        }

        for (int first = 0; first < filters.Length;)
        {
            int some = filters.Length - first >= 4 ? 4 : filters.Length - first >= 2 ? 2 : 1;
            string values = string.Join(", ", filters.Skip(first).Take(some).Select(index => $"s{index}"));
            kernel.Line($"ChannelsLast.{(pools ? "StoreMaxima" : "Store")}({values}, ref y, {IndexText.At("position", "Filters", IndexText.Plus(filter, $"{filters[first]}"))}, Filters);");
            first += some;
        }
    }
}
