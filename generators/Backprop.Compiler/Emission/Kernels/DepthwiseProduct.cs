using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>y = finish(x ∗ W + b) where each channel has one filter: tiles of neighbouring outputs of a line, lanes along the channels of all three.</summary>
/// <param name="inputIsOurs">Whether x lies in memory of ours, with padding behind it.</param>
internal sealed class DepthwiseProduct(ConvolutionGeometry geometry, bool inputIsOurs)
{
    private readonly ConvolutionLoops loops = new(geometry);

    /// <summary>The vector that the sums start with; they start with zero if null.</summary>
    public string? Bias { get; init; }

    /// <summary>What becomes of a finished sum.</summary>
    public Func<string, string> Finish { get; init; } = sum => sum;

    public void Emit(KernelWriter kernel)
    {
        int width = geometry.Output.Width, height = RegisterTile.BestHeight(width);
        LaneVariants.Emit(kernel, geometry.Filters, height, lanes =>
        {
            kernel.Line($"const int Channels = {geometry.Filters};");
            kernel.Line();
            LaneBlocks.Emit(kernel, "channel", "Channels", geometry.Filters, lanes, ownScope: true, block =>
                loops.OutputLines(kernel, () => Tiles.Emit(kernel, "ox", $"{width}", width, height, start => EmitTile(kernel, height, start ?? "0", block))));
        });
    }

    private void EmitTile(KernelWriter kernel, int height, string start, LaneBlock block)
    {
        kernel.Line($"int window = {IndexText.Plus(loops.WindowOfLine, IndexText.Times(start, geometry.StepX))};");
        kernel.Line($"int position = {IndexText.Plus(loops.PositionOfLine, start)};");
        new RegisterTile
        {
            Start = Bias is { } bias ? (bias, offset => offset) : null,
            Depth = body => loops.Taps(kernel, () =>
            {
                kernel.Line($"int at = {IndexText.Plus("window", loops.TapOffset)};");
                body();
            }),
            Left = ("x", row => IndexText.Plus("at", $"{row * geometry.StepX}")),
            LeftIsLanes = true,
            LeftIsPadded = inputIsOurs,
            Right = ("weight", offset => IndexText.At(loops.Tap, "Channels", offset)),
            IsPadded = true,
            Finish = Finish,
            Result = ("y", (row, offset) => IndexText.At(IndexText.Plus("position", $"{row}"), "Channels", offset)),
        }.Emit(kernel, height, block);
    }
}
