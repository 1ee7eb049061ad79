using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>dx = Σ δ·Wᵀ for rows in lanes: tiles of neighbouring outputs of a line × channels, which are added to the inputs under one place of the window.
/// Whatever the tile, what is added to one input comes in the order of lines, of places in the window and of filters.</summary>
internal sealed class LaneConvolutionInput(ConvolutionGeometry geometry)
{
    private readonly ConvolutionLoops loops = new(geometry);

    public void Emit(KernelWriter kernel)
    {
        int width = geometry.Output.Width, channels = geometry.GroupChannels;
        LaneTile.Variants(kernel, ("outputs", width), ("channels", channels), 0.5, divides: true, tile =>
        {
            kernel.Line($"const int Filters = {geometry.Filters}, Lane = {kernel.Lane};");
            kernel.Line();
            kernel.Block("for (int row = 0; row < rows; row++)", () =>
            {
                Line.Fill(kernel, "TLane.Zero", ("dx", IndexText.Times("row", geometry.Input.Size * kernel.Lane)), geometry.Input.Size * kernel.Lane);
                kernel.Line();
                loops.Groups(kernel, () => loops.LinesOfRow(kernel, () =>
                    ConvolutionLoops.Loop(kernel, "ky", geometry.KernelHeight, () => ConvolutionLoops.Loop(kernel, "kx", geometry.KernelWidth, () =>
                        Tiles.Emit(kernel, "ox", $"{width}", width, tile.Held, ox =>
                            Tiles.Emit(kernel, "channel", $"{channels}", channels, tile.Met, channel => EmitTile(kernel, tile, ox ?? "0", channel ?? "0")))))));
            });
        });
    }

    private void EmitTile(KernelWriter kernel, LaneTile tile, string start, string channel)
    {
        string ky = ConvolutionLoops.Variable("ky", geometry.KernelHeight), kx = ConvolutionLoops.Variable("kx", geometry.KernelWidth);
        string filter = ConvolutionLoops.Variable("filter", geometry.GroupFilters), place = IndexText.At(ky, $"{geometry.KernelWidth}", kx);
        string window = IndexText.Sum(
            loops.WindowOfLine, IndexText.Times(ky, geometry.DilationY * geometry.Input.Line), IndexText.Times(kx, geometry.DilationX * geometry.Input.Channels), IndexText.Times(start, geometry.StepX));
        string Index(int held) => IndexText.Plus("to", $"{held * geometry.StepX * kernel.Lane}");
        var sums = new LaneSums(kernel, tile);
        kernel.Line($"int to = {IndexText.Times(IndexText.Sum(window, loops.FirstChannel, channel), "Lane")};");
        kernel.Line($"int w = {IndexText.At(IndexText.At(place, $"{geometry.GroupChannels}", channel), "Filters", loops.FirstFilter)};");
        kernel.Line($"int position = {IndexText.At(IndexText.Plus(loops.PositionOfLine, start), "Filters", loops.FirstFilter)};");
        sums.Start("dx", Index);
        ConvolutionLoops.Loop(kernel, "filter", geometry.GroupFilters, () =>
        {
            kernel.Line($"int at = {IndexText.Times(IndexText.Plus("position", filter), "Lane")};");
            sums.Add(
                ("delta", held => IndexText.Plus("at", $"{held * geometry.Filters * kernel.Lane}")),
                met => $"TLane.Broadcast(in weight, {IndexText.Sum("w", filter, $"{met * geometry.Filters}")})");
        });
        kernel.Line();
        sums.Store("dx", Index, sum => sum);
    }
}
