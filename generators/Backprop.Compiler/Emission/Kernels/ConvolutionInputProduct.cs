using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>dx = Σ δ·Wᵀ: tiles of neighbouring outputs of a line, lanes along the inputs under a line of their window, which each output then adds to dx.
/// What is added to one input comes in the order of lines, of segments, of tiles, of lanes and of positions, whatever the lanes' width.</summary>
/// <param name="matrix">The name of the weights, transposed segment by segment.</param>
internal sealed class ConvolutionInputProduct(ConvolutionGeometry geometry, string matrix)
{
    private readonly ConvolutionLoops loops = new(geometry);

    // With a single segment and a single filter, no index is a multiple of it: a constant with its name could be left unused.
    private readonly string segmentName = geometry.Taps.Count == 0 && geometry.Filters == 1 ? $"{geometry.Segment}" : "Segment";

    public void Emit(KernelWriter kernel)
    {
        int width = geometry.Output.Width, height = RegisterTile.BestHeight(width), segment = geometry.Segment;
        LaneVariants.Emit(kernel, segment, height, lanes =>
        {
            kernel.Line($"const int {(segmentName == "Segment" ? $"Segment = {segment}, " : "")}Filters = {geometry.Filters};");
            kernel.Line();
            LaneBlocks.DeclareShared(kernel, segment);
            kernel.Block("for (int row = 0; row < rows; row++)", () =>
            {
                Line.Fill(kernel, "TLane.Zero", ("dx", IndexText.Times("row", geometry.Input.Size)), geometry.Input.Size);
                kernel.Line();
                loops.LinesOfRow(kernel, () => loops.Groups(kernel, () => loops.Taps(kernel, () =>
                    Tiles.Emit(kernel, "ox", $"{width}", width, height, start => EmitTile(kernel, height, start ?? "0", lanes)))));
            });
        });
    }

    private void EmitTile(KernelWriter kernel, int height, string start, int lanes)
    {
        string filter = IndexText.Plus(loops.FirstFilter, ConvolutionLoops.Variable("filter", geometry.GroupFilters));
        kernel.Line($"int position = {IndexText.Plus(loops.PositionOfLine, start)};");
        kernel.Line($"int window = {IndexText.Sum(loops.WindowOfLine, loops.TapOffset, IndexText.Times(start, geometry.StepX), loops.FirstChannel)};");
        LaneBlocks.Emit(kernel, "k", segmentName, geometry.Segment, lanes, ownScope: false, apart: true, body: block => new RegisterTile
        {
            Depth = body => ConvolutionLoops.Loop(kernel, "filter", geometry.GroupFilters, body),
            Left = ("delta", row => IndexText.At(IndexText.Plus("position", $"{row}"), "Filters", filter)),
            Right = (matrix, offset => IndexText.At(IndexText.At(loops.Tap, "Filters", filter), segmentName, offset)),
            IsPadded = true,
            Store = rows => Add(kernel, rows, block),
        }.Emit(kernel, height, block));
    }

    // Lane by lane, as the narrow kernel does. Outputs that an overlapping tile computes again have added their share already.
    private void Add(KernelWriter kernel, int height, LaneBlock block)
    {
        foreach (int lane in block.Indexes)
        {
            for (int row = 0; row < height; row++)
            {
                string sum = block.IsShared(lane) ? $"TLane.Select(shared, TLane.Zero, s{row}{lane})" : $"s{row}{lane}";
                string Index(string offset) => IndexText.Sum("window", $"{row * geometry.StepX}", offset);
                void Store() => block.StoreOne(kernel, lane, $"{block.LoadOne(lane, "dx", Index)} + {sum}", "dx", Index);
                if (geometry.Output.Width % height > 0 && row < height - 1)
                {
                    kernel.Block($"if ({IndexText.Plus("ox", $"{row}")} >= tile)", Store);
                }
                else
                {
                    Store();
                }
            }
        }
    }
}
