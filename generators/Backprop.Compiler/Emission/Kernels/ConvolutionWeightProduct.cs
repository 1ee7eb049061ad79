using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>dW = Σ x·δ over the positions of all rows, in their order: tiles of neighbouring places in the window, lanes along the filters. Every tile reads all positions,
/// so it goes over a few rows at a time, whose values stay in the cache for the other tiles; in between, dW holds the sums.</summary>
/// <param name="deltaIsOurs">Whether δ lies in memory of ours, with padding behind it.</param>
internal sealed class ConvolutionWeightProduct(ConvolutionGeometry geometry, bool deltaIsOurs)
{
    // How many numbers of x and δ fit into a part of a second-level cache: 256 KB of floats.
    private const int Cached = 1 << 16;
    private readonly ConvolutionLoops loops = new(geometry);
    private readonly int height = RegisterTile.BestHeight(geometry.Segment);

    public void Emit(KernelWriter kernel) => LaneVariants.Emit(kernel, geometry.GroupFilters, height, lanes =>
    {
        int chunk = Math.Max(1, Cached / (geometry.Input.Size + geometry.Output.Size)), segment = geometry.Segment;
        kernel.Line($"const int Filters = {geometry.Filters};");
        kernel.Line();
        LaneBlocks.DeclareShared(kernel, geometry.GroupFilters);
        EmitStart(kernel, segment);
        kernel.Line();
        kernel.Block($"for (int first = 0; first < rows; first += {chunk})", () =>
        {
            kernel.Line($"int end = int.Min(first + {chunk}, rows); // few rows at a time, which stay in the cache");
            loops.Groups(kernel, () =>
                LaneBlocks.Emit(kernel, "filter", geometry.Groups == 1 ? "Filters" : $"{geometry.GroupFilters}", geometry.GroupFilters, lanes, ownScope: geometry.TapCount > 1 || segment > height, apart: true, body: block =>
                    loops.Taps(kernel, () => Tiles.Emit(kernel, "k", $"{segment}", segment, height, start => EmitTile(kernel, start ?? "0", block), loops.Part))));
        });
    });

    // The sums of this thread's tiles start at zero.
    private void EmitStart(KernelWriter kernel, int segment)
    {
        kernel.Line($"Span<{kernel.Element}> sums = MemoryMarshal.CreateSpan(ref dw, {geometry.Weight.Width});");
        void Clear(string from, string count) =>
            kernel.Line($"sums.Slice({IndexText.Times(IndexText.At(loops.Tap, $"{segment}", from), "Filters")}, {IndexText.Times(count, "Filters")}).Clear();");
        loops.Taps(kernel, () =>
        {
            if (segment == height)
            {
                kernel.Block($"if ({loops.Part} == 0)", () => Clear("0", $"{segment}"));
            }
            else
            {
                kernel.Block($"for (int k = {loops.Part} * {height}; k < {segment}; k += parts * {height})", () => Clear("k", segment % height == 0 ? $"{height}" : $"int.Min({height}, {segment} - k)"));
            }
        });
    }

    private void EmitTile(KernelWriter kernel, string start, LaneBlock block)
    {
        string ox = ConvolutionLoops.Variable("ox", geometry.Output.Width);
        string Column(string offset) => IndexText.Plus(loops.FirstFilter, offset);
        string Result(int row, string offset) => IndexText.At(IndexText.Sum(IndexText.Times(loops.Tap, geometry.Segment), start, $"{row}"), "Filters", Column(offset));
        new RegisterTile
        {
            AddsToResult = true,
            Depth = body => kernel.Block("for (int row = first; row < end; row++)", () => loops.LinesOfRow(kernel, () =>
            {
                kernel.Line($"int window = {IndexText.Sum(loops.WindowOfLine, loops.TapOffset, start, loops.FirstChannel)};");
                kernel.Line($"int position = {loops.PositionOfLine};");
                ConvolutionLoops.Loop(kernel, "ox", geometry.Output.Width, body);
            })),
            Left = ("x", row => IndexText.Sum("window", IndexText.Times(ox, geometry.StepX), $"{row}")),
            Right = ("delta", offset => IndexText.At(IndexText.Plus("position", ox), "Filters", Column(offset))),
            IsPadded = deltaIsOurs,
            Result = ("dw", Result),
            Store = rows => Store(kernel, rows, block, Result),
        }.Emit(kernel, height, block);
    }

    // What an overlapping tile or lane has started with includes this chunk already, and what it has added to that does not count.
    private void Store(KernelWriter kernel, int rows, LaneBlock block, Func<int, string, string> index)
    {
        for (int row = 0; row < rows; row++)
        {
            string Index(string offset) => index(row, offset);
            string Sum(int lane) => block.IsShared(lane) ? $"TLane.Select(shared, {block.LoadOne(lane, "dw", Index)}, s{row}{lane})" : $"s{row}{lane}";
            void Line() => block.Store(kernel, Sum, "dw", Index);
            if (geometry.Segment > height && geometry.Segment % height > 0 && row < rows - 1)
            {
                kernel.Block($"if ({IndexText.Plus("k", $"{row}")} >= tile)", Line);
            }
            else
            {
                Line();
            }
        }
    }
}
