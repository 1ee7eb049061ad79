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
            EmitBlock(kernel, 1);
            return;
        }

        kernel.Block("if (TLane.IsWide)", () => EmitBlock(kernel, 4));
        kernel.Block("else", () => EmitBlock(kernel, 1));
    }

    private void EmitBlock(KernelWriter kernel, int lanes) =>
        LaneColumns.Emit(kernel, Variables.Column, Columns.Name, Columns.Size, lanes, columns => EmitRows(kernel, columns));

    private void EmitRows(KernelWriter kernel, IReadOnlyList<LaneColumn> columns)
    {
        int size = Height.Size, height = TileHeight(size);
        if (height == size)
        {
            kernel.Scope(true, () => Tile(null).Emit(kernel, height, columns));
        }
        else if (size % height == 0)
        {
            kernel.Block($"for (int {Variables.Row} = 0; {Variables.Row} < {Height.Name}; {Variables.Row} += {height})", () =>
                Tile(Variables.Row).Emit(kernel, height, columns));
        }
        else
        {
            kernel.Block($"for (int tile = 0; tile < {Height.Name}; tile += {height})", () =>
            {
                kernel.Line($"int {Variables.Row} = int.Min(tile, {Height.Name} - {height}); // the last tile overlaps the one before");
                Tile(Variables.Row).Emit(kernel, height, columns);
            });
        }
    }

    // The height of 4 to 7 that computes the fewest rows twice; the larger of equals. The size itself if it is no larger.
    private static int TileHeight(int size) => size <= 7
        ? size
        : new[] { 6, 7, 5, 4 }.OrderBy(height => (size + height - 1) / height * height).First();

    private RegisterTile Tile(string? start)
    {
        string At(int row) => start is null ? $"{row}" : row == 0 ? start : $"{start} + {row}";
        string Times(int row) => start is null ? $"{row}" : row == 0 ? start : $"({start} + {row})";
        return new RegisterTile
        {
            Sum = "s",
            Depth = "row",
            DepthBound = "rows",
            Left = (Left[0].ToString(), Left, row => $"row * {Height.Name} + {At(row)}"),
            Right = (Right[0].ToString(), Right, lane => $"row * {Columns.Name} + {lane.Offset}"),
            Result = (Result, (row, lane) => $"{Times(row)} * {Columns.Name} + {lane.Offset}"),
        };
    }
}
