using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>dW = Σ x·δ for rows in lanes: tiles of places in the window × filters. Each row of a group has a sum of its own, over all positions of a few groups,
/// whose values stay in the cache for the other tiles; the sums of the rows are then added up.</summary>
internal sealed class LaneConvolutionWeight(ConvolutionGeometry geometry)
{
    // How many numbers of x and δ fit into a part of a second-level cache: 384 KB of floats.
    private const int Cached = 3 << 15;
    private readonly ConvolutionLoops loops = new(geometry);

    // The places of a tile: as many columns of the window as there are, each with as many channels as find room.
    private int Columns(int places) => LaneTile.Divisor(geometry.KernelWidth, places);

    public void Emit(KernelWriter kernel)
    {
        int columns = Columns(6), channels = LaneTile.Divisor(geometry.GroupChannels, 6 / columns), filters = geometry.GroupFilters;
        int chunk = Math.Max(1, Cached / ((geometry.Input.Size + geometry.Output.Size) * kernel.Lane));
        LaneTile.Variants(kernel, ("places", columns * channels), ("filters", filters), 1, divides: true, tile =>
        {
            kernel.Line($"const int Filters = {geometry.Filters}, Lane = {kernel.Lane};");
            kernel.Line();
            kernel.Block($"for (int first = 0; first < rows; first += {chunk})", () =>
            {
                kernel.Line($"int end = int.Min(first + {chunk}, rows); // few groups of rows at a time, which stay in the cache");
                kernel.Line("int turn = 0; // of the threads");
                (int across, int deep) = tile.Held == columns * channels ? (columns, channels) : Split(tile.Held, columns, channels);
                loops.Groups(kernel, () => Tiles.Emit(kernel, "filter", $"{filters}", filters, tile.Met, filter =>
                    ConvolutionLoops.Loop(kernel, "ky", geometry.KernelHeight, () => kernel.Block("if (turn++ % parts == part)", () =>
                        Tiles.Emit(kernel, "kx", $"{geometry.KernelWidth}", geometry.KernelWidth, across, kx =>
                            Tiles.Emit(kernel, "channel", $"{geometry.GroupChannels}", geometry.GroupChannels, deep, channel =>
                                EmitTile(kernel, tile, deep, filter ?? "0", kx ?? "0", channel ?? "0")))))));
            });
        });
    }

    private static (int Across, int Deep) Split(int held, int columns, int channels)
    {
        int across = Enumerable.Range(1, held).Last(count => held % count == 0 && columns % count == 0 && channels % (held / count) == 0);
        return (across, held / across);
    }

    private void EmitTile(KernelWriter kernel, LaneTile tile, int deep, string filter, string kx, string channel)
    {
        int across = geometry.DilationX * geometry.Input.Channels, down = geometry.DilationY * geometry.Input.Line;
        string ky = ConvolutionLoops.Variable("ky", geometry.KernelHeight), ox = ConvolutionLoops.Variable("ox", geometry.Output.Width);
        string first = IndexText.Plus(loops.FirstFilter, filter);
        string from = IndexText.Sum(loops.WindowOfLine, IndexText.Times(ky, down), IndexText.Times(kx, across), loops.FirstChannel, channel);
        string place = IndexText.At(IndexText.At(ky, $"{geometry.KernelWidth}", kx), $"{geometry.GroupChannels}", channel);
        var sums = new LaneSums(kernel, tile);
        sums.Start(_ => "TLane.Zero");
        kernel.Block("for (int row = first; row < end; row++)", () => loops.LinesOfRow(kernel, () =>
        {
            kernel.Line($"int window = {from};");
            kernel.Line($"int position = {IndexText.At(loops.PositionOfLine, "Filters", first)};");
            ConvolutionLoops.Loop(kernel, "ox", geometry.Output.Width, () =>
            {
                kernel.Line($"int at = {IndexText.Times(IndexText.Plus("window", IndexText.Times(ox, geometry.StepX)), "Lane")};");
                kernel.Line($"int to = {IndexText.Times(IndexText.Plus("position", IndexText.Times(ox, "Filters")), "Lane")};");
                sums.Add(
                    ("x", held => IndexText.Plus("at", $"{((held / deep * across) + (held % deep)) * kernel.Lane}")),
                    met => $"TLane.Load(in delta, {IndexText.Plus("to", $"{met * kernel.Lane}")})");
            });
        }));
        kernel.Line();
        kernel.Line($"int weight = {IndexText.At(place, "Filters", first)};");
        sums.AddUp("dw", held => IndexText.Plus("weight", $"{((held / deep * geometry.GroupChannels) + (held % deep)) * geometry.Filters}"), adds: "first > 0");
    }
}
