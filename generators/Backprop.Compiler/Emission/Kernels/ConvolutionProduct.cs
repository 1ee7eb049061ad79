using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>y = finish(x ∗ W + b): tiles of neighbouring outputs of a line, lanes along the filters. The sums run through the window in its order.</summary>
internal sealed class ConvolutionProduct(ConvolutionGeometry geometry)
{
    private readonly ConvolutionLoops loops = new(geometry);

    /// <summary>The vector that the sums start with; they start with zero if null.</summary>
    public string? Bias { get; init; }

    /// <summary>What becomes of a finished sum.</summary>
    public Func<string, string> Finish { get; init; } = sum => sum;

    public void Emit(KernelWriter kernel)
    {
        int width = geometry.Output.Width, height = RegisterTile.BestHeight(width), wideHeight = geometry.GroupFilters > kernel.Lane ? height : RegisterTile.BestWideHeight(width);
        LaneVariants.Emit(kernel, geometry.GroupFilters, height, lanes =>
        {
            kernel.Line($"const int Filters = {geometry.Filters};");
            kernel.Line();
            loops.Groups(kernel, () =>
                LaneBlocks.Emit(kernel, "filter", geometry.Groups == 1 ? "Filters" : $"{geometry.GroupFilters}", geometry.GroupFilters, lanes, ownScope: true, block =>
                    loops.OutputLines(kernel, () => Tiles.Emit(kernel, "ox", $"{width}", width, height, wideHeight, start => EmitTile(kernel, height, wideHeight, start ?? "0", block)))));
        });
    }

    private void EmitTile(KernelWriter kernel, int height, int wideHeight, string start, LaneBlock block)
    {
        string k = ConvolutionLoops.Variable("k", geometry.Segment);
        string Column(string offset) => IndexText.Plus(loops.FirstFilter, offset);
        kernel.Line($"int window = {IndexText.Sum(loops.WindowOfLine, IndexText.Times(start, geometry.StepX), loops.FirstChannel)};");
        kernel.Line($"int position = {IndexText.Plus(loops.PositionOfLine, start)};");
        kernel.Line($"ref readonly {kernel.Element} w = ref weight;");
        new RegisterTile
        {
            Start = Bias is { } bias ? (bias, Column) : null,
            Depth = body => loops.Taps(kernel, () => ConvolutionLoops.Loop(kernel, "k", geometry.Segment, () =>
            {
                kernel.Line($"ref readonly {kernel.Element} xk = ref Lanes.At(in x, {IndexText.Sum("window", loops.TapOffset, k)});");
                body();
            })),
            Advance = () => kernel.Line("w = ref Lanes.At(in w, Filters);"),
            Left = ("xk", row => $"{row * geometry.StepX}"),
            Right = ("w", Column),
            IsPadded = true,
            WideHeight = wideHeight,
            Finish = Finish,
            Result = ("y", (row, offset) => IndexText.At(IndexText.Plus("position", $"{row}"), "Filters", Column(offset))),
        }.Emit(kernel, height, block);
    }
}
