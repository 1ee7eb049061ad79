using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>dx = Σ δ·W where each channel has one filter: each position's δ, lanes along the channels, is added to its window.</summary>
/// <param name="deltaIsOurs">Whether δ lies in memory of ours, with padding behind it.</param>
internal sealed class DepthwiseInputProduct(ConvolutionGeometry geometry, bool deltaIsOurs)
{
    private readonly ConvolutionLoops loops = new(geometry);

    public void Emit(KernelWriter kernel)
    {
        int channels = geometry.Filters;
        LaneVariants.Emit(kernel, channels, 1, lanes =>
        {
            kernel.Line($"const int Channels = {channels};");
            kernel.Line();
            LaneBlocks.DeclareShared(kernel, channels);
            kernel.Block("for (int row = 0; row < rows; row++)", () =>
            {
                Line.Fill(kernel, "TLane.Zero", ("dx", IndexText.Times("row", geometry.Input.Size)), geometry.Input.Size);
                kernel.Line();
                LaneBlocks.Emit(kernel, "channel", "Channels", channels, lanes, ownScope: geometry.Output.Height > 1 || geometry.Output.Width > 1, apart: true, body: block =>
                    loops.LinesOfRow(kernel, () => ConvolutionLoops.Loop(kernel, "ox", geometry.Output.Width, () => EmitPosition(kernel, block))));
            });
        });
    }

    private void EmitPosition(KernelWriter kernel, LaneBlock block)
    {
        string ox = ConvolutionLoops.Variable("ox", geometry.Output.Width);
        kernel.Line($"int window = {IndexText.Plus(loops.WindowOfLine, IndexText.Times(ox, geometry.StepX))};");
        kernel.Line($"int position = {IndexText.Plus(loops.PositionOfLine, ox)};");
        LaneBlock whole = block with { Partial = null };
        foreach (int lane in block.Indexes)
        {
            string delta = (deltaIsOurs ? whole : block).LoadOne(lane, "delta", offset => IndexText.At("position", "Channels", offset));
            kernel.Line($"TLane d{lane} = {(block.IsShared(lane) ? $"TLane.Select(shared, TLane.Zero, {delta})" : delta)};");
        }

        loops.Taps(kernel, () =>
        {
            kernel.Line($"int at = {IndexText.Plus("window", loops.TapOffset)};");
            foreach (int lane in block.Indexes)
            {
                string At(string offset) => IndexText.Plus("at", offset);
                string weight = whole.LoadOne(lane, "weight", offset => IndexText.At(loops.Tap, "Channels", offset));
                block.StoreOne(kernel, lane, $"TLane.MultiplyAdd(d{lane}, {weight}, {block.LoadOne(lane, "dx", At)})", "dx", At);
            }
        });
    }
}
