namespace Backprop.Compiler.Emission.Kernels;

/// <summary>result[height × columns] = leftᵀ · right, summed over the rows of the batch: left[rows × height], right[rows × columns].
/// Height and columns are constant, the depth is the batch.</summary>
internal sealed class WeightProduct
{
    public required string Left { get; init; }

    public required string Right { get; init; }

    public required string Result { get; init; }

    /// <summary>The names of the constants, and their values.</summary>
    public required (string Name, int Size) Height { get; init; }

    public required (string Name, int Size) Columns { get; init; }

    /// <summary>The names of the loop variables over height and columns.</summary>
    public required (string Row, string Column) Variables { get; init; }

    public void Emit(KernelWriter kernel)
    {
        if (Columns.Size <= kernel.Lane)
        {
            EmitBlocks(kernel, 1);
            return;
        }

        int height = TileHeight(Height.Size);
        int lanes = LaneBlocks.Widest(kernel, Columns.Size, 4);
        string wide = kernel.Variant("Wide", $"{height} × {lanes} lanes at a time: {height * lanes} sums fit into 32 registers.", () => EmitBlocks(kernel, 4));
        string narrow = kernel.Variant("Narrow", $"{height} × 1 lane at a time: {height} sums of two registers fit into 16.", () => EmitBlocks(kernel, 1));
        kernel.Block("if (TLane.IsWide)", () => kernel.Line(wide));
        kernel.Block("else", () => kernel.Line(narrow));
    }

    private void EmitBlocks(KernelWriter kernel, int lanes)
    {
        int size = Height.Size, height = TileHeight(size);
        kernel.Line($"const int {Height.Name} = {Height.Size}, {Columns.Name} = {Columns.Size};");
        kernel.Line();
        LaneBlocks.Emit(kernel, Variables.Column, Columns.Name, Columns.Size, lanes, ownScope: height < size, block =>
        {
            if (height == size)
            {
                Tile(null).Emit(kernel, height, block);
            }
            else if (size % height == 0)
            {
                kernel.Block($"for (int {Variables.Row} = 0; {Variables.Row} < {Height.Name}; {Variables.Row} += {height})", () =>
                    Tile(Variables.Row).Emit(kernel, height, block));
            }
            else
            {
                kernel.Block($"for (int tile = 0; tile < {Height.Name}; tile += {height})", () =>
                {
                    kernel.Line($"int {Variables.Row} = int.Min(tile, {Height.Name} - {height}); // the last tile overlaps the one before");
                    Tile(Variables.Row).Emit(kernel, height, block);
                });
            }
        });
    }

    // The cheapest height of 4 to 6; the size itself if it is no larger. A tile costs its rows, those computed twice included, and about
    // one row and a half more for the lanes that it loads: counted in halves, 2·height + 3.
    private static int TileHeight(int size) => size <= 6
        ? size
        : new[] { 6, 5, 4 }.OrderBy(height => (size + height - 1) / height * ((2 * height) + 3)).First();

    private RegisterTile Tile(string? start) => new()
    {
        Depth = "row",
        DepthBound = "rows",
        Left = (Left, row => start is null ? $"row * {Height.Name} + {row}" : $"row * {Height.Name} + {start} + {row}"),
        Right = (Right, offset => $"row * {Columns.Name} + {offset}"),
        Result = (Result, (row, offset) => start is null ? $"{row} * {Columns.Name} + {offset}" : $"({start} + {row}) * {Columns.Name} + {offset}"),
    };
}
