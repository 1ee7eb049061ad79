using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>y = finish(x ∗ W + b) for rows in lanes: tiles of neighbouring outputs of a line × filters. The sums run through the window in the order of
/// <see cref="ConvolutionProduct"/>, so that a row has the same bits in either layout.</summary>
internal sealed class LaneConvolution(ConvolutionGeometry geometry)
{
    private readonly ConvolutionLoops loops = new(geometry);

    /// <summary>The vector that the sums start with; they start with zero if null.</summary>
    public string? Bias { get; init; }

    /// <summary>What becomes of a finished sum.</summary>
    public Func<string, string> Finish { get; init; } = sum => sum;

    public void Emit(KernelWriter kernel)
    {
        int width = geometry.Output.Width, filters = geometry.GroupFilters;
        LaneTile.Variants(kernel, ("outputs", width), ("filters", filters), 0.5, divides: false, tile =>
        {
            kernel.Line($"const int Filters = {geometry.Filters}, Lane = {kernel.Lane};");
            kernel.Line();
            kernel.Block("for (int row = 0; row < rows; row++)", () => loops.Groups(kernel, () => loops.LinesOfRow(kernel, () =>
                Tiles.Emit(kernel, "filter", $"{filters}", filters, tile.Met, filter =>
                    Tiles.Emit(kernel, "ox", $"{width}", width, tile.Held, ox => EmitTile(kernel, tile, filter ?? "0", ox ?? "0")), tile: "block"))));
        });
    }

    private void EmitTile(KernelWriter kernel, LaneTile tile, string filter, string start)
    {
        string k = ConvolutionLoops.Variable("k", geometry.Segment), first = IndexText.Plus(loops.FirstFilter, filter);
        var sums = new LaneSums(kernel, tile);
        kernel.Line($"int window = {IndexText.Sum(loops.WindowOfLine, IndexText.Times(start, geometry.StepX), loops.FirstChannel)};");
        sums.Start(met => Bias is { } bias ? $"TLane.Broadcast(in {bias}, {IndexText.Plus(first, $"{met}")})" : "TLane.Zero");
        loops.Taps(kernel, () => ConvolutionLoops.Loop(kernel, "k", geometry.Segment, () =>
        {
            string at = IndexText.At(loops.Tap, $"{geometry.Segment}", k);
            kernel.Line($"int at = {IndexText.Times(IndexText.Sum("window", loops.TapOffset, k), "Lane")}, w = {IndexText.At(at, "Filters", first)};");
            sums.Add(("x", held => IndexText.Plus("at", $"{held * geometry.StepX * kernel.Lane}")), met => $"TLane.Broadcast(in weight, {IndexText.Plus("w", $"{met}")})");
        }));
        kernel.Line();
        kernel.Line($"int to = {IndexText.Times(IndexText.At(IndexText.Plus(loops.PositionOfLine, start), "Filters", first), "Lane")};");
        sums.Store("y", held => IndexText.Plus("to", $"{held * geometry.Filters * kernel.Lane}"), Finish);
    }
}
