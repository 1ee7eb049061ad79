using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>dW = Σ x·δ where each channel has one filter: tiles of neighbouring places in a line of the window, lanes along the channels of all three.</summary>
/// <param name="inputIsOurs">Whether x lies in memory of ours, with padding behind it.</param>
/// <param name="deltaIsOurs">Whether δ does.</param>
internal sealed class DepthwiseWeightProduct(ConvolutionGeometry geometry, bool inputIsOurs, bool deltaIsOurs)
{
    private readonly ConvolutionLoops loops = new(geometry);

    public void Emit(KernelWriter kernel)
    {
        int width = geometry.KernelWidth, height = RegisterTile.BestHeight(width);
        LaneVariants.Emit(kernel, geometry.Filters, height, lanes =>
        {
            kernel.Line($"const int Channels = {geometry.Filters};");
            kernel.Line();
            LaneBlocks.Emit(kernel, "channel", "Channels", geometry.Filters, lanes, ownScope: true, block =>
                kernel.Scope(geometry.KernelHeight == 1 && width == height, () => ConvolutionLoops.Loop(kernel, "ky", geometry.KernelHeight, () =>
                    Tiles.Emit(kernel, "kx", $"{width}", width, height, start => EmitTile(kernel, height, start ?? "0", block), ConvolutionLoops.PartFrom(ConvolutionLoops.Variable("ky", geometry.KernelHeight))))));
        });
    }

    private void EmitTile(KernelWriter kernel, int height, string start, LaneBlock block)
    {
        int across = geometry.DilationX * geometry.Input.Channels, down = geometry.DilationY * geometry.Input.Line;
        string ky = ConvolutionLoops.Variable("ky", geometry.KernelHeight), ox = ConvolutionLoops.Variable("ox", geometry.Output.Width);
        new RegisterTile
        {
            Depth = body => loops.OutputLines(kernel, () =>
            {
                kernel.Line($"int window = {IndexText.Sum(loops.WindowOfLine, IndexText.Times(ky, down), IndexText.Times(start, across))};");
                kernel.Line($"int position = {loops.PositionOfLine};");
                ConvolutionLoops.Loop(kernel, "ox", geometry.Output.Width, body);
            }),
            Left = ("x", row => IndexText.Sum("window", IndexText.Times(ox, geometry.StepX), $"{row * across}")),
            LeftIsLanes = true,
            LeftIsPadded = inputIsOurs,
            Right = ("delta", offset => IndexText.At(IndexText.Plus("position", ox), "Channels", offset)),
            IsPadded = deltaIsOurs,
            Result = ("dw", (row, offset) => IndexText.At(IndexText.Sum(IndexText.Times(ky, geometry.KernelWidth), start, $"{row}"), "Channels", offset)),
        }.Emit(kernel, height, block);
    }
}
