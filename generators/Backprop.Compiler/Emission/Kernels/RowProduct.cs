namespace Backprop.Compiler.Emission.Kernels;

/// <summary>result[rows × columns] = left[rows × depth] · matrix + bias, where the rows are dynamic and all else is constant.
/// The constants <see cref="Depth"/> and <see cref="Columns"/> are declared in the method.</summary>
internal sealed class RowProduct
{
    /// <summary>The rows of a tile. With four lanes it fills 24 of 32 registers, with one lane of two halves 12 of 16.</summary>
    private const int Height = 6;

    public required ProductKernel Kernel { get; init; }

    public required string Left { get; init; }

    /// <summary>[depth × columns] for a tile, [columns × depth] for dot products.</summary>
    public required string Matrix { get; init; }

    public required string Result { get; init; }

    public string? Bias { get; init; }

    /// <summary>The names of the constants, and their values.</summary>
    public required (string Name, int Size) Depth { get; init; }

    public required (string Name, int Size) Columns { get; init; }

    /// <summary>The names of the loop variables over depth and columns.</summary>
    public required (string Depth, string Column) Variables { get; init; }

    /// <summary>A value that lies like the result and that finishing needs; tiles only.</summary>
    public string? Saved { get; init; }

    /// <summary>What becomes of a finished sum, given the saved value; tiles only.</summary>
    public Func<string, string, string> Finish { get; init; } = (sum, _) => sum;

    public void Emit(KernelWriter kernel)
    {
        if (Kernel == ProductKernel.Dot)
        {
            new DotProduct(this).Emit(kernel);
        }
        else
        {
            EmitTiles(kernel);
        }
    }

    /// <summary>A loop over tiles of rows; the last one starts early enough to be whole.</summary>
    public static void TileRows(KernelWriter kernel, int height, Action body) =>
        kernel.Block($"for (int tile = 0; tile < rows; tile += {height})", () =>
        {
            kernel.Line($"int row = int.Min(tile, rows - {height}); // the last tile overlaps the one before: same inputs, same bits");
            body();
        });

    private void EmitTiles(KernelWriter kernel)
    {
        string few = kernel.Variant("FewRows", "where there are too few rows for a tile: one at a time.", () =>
        {
            Constants(kernel);
            LaneBlocks.Emit(kernel, Variables.Column, Columns.Name, Columns.Size, 4, ownScope: true, block =>
                kernel.Block("for (int row = 0; row < rows; row++)", () => Tile(kernel, single: true).Emit(kernel, 1, block)));
        });
        bool oneLane = Columns.Size <= kernel.Lane;
        string narrow = oneLane
            ? kernel.Variant("Tiles", $"{Height} rows at a time: their outputs fit one lane.", () => EmitBlocks(kernel, 1))
            : kernel.Variant("Narrow", $"{Height} rows × 1 lane at a time: {Height} sums of two registers fit into 16.", () => EmitBlocks(kernel, 1));
        kernel.Block($"if (rows < {Height})", () => kernel.Line(few));
        if (!oneLane)
        {
            int lanes = LaneBlocks.Widest(kernel, Columns.Size, 4);
            string wide = kernel.Variant("Wide", $"{Height} rows × {lanes} lanes at a time: {Height * lanes} sums fit into 32 registers.", () => EmitBlocks(kernel, 4));
            kernel.Block("else if (TLane.IsWide)", () => kernel.Line(wide));
        }

        kernel.Block("else", () => kernel.Line(narrow));
    }

    /// <summary>The constants that the loops name.</summary>
    public void Constants(KernelWriter kernel)
    {
        kernel.Line($"const int {Depth.Name} = {Depth.Size}, {Columns.Name} = {Columns.Size};");
        kernel.Line();
    }

    private void EmitBlocks(KernelWriter kernel, int lanes)
    {
        Constants(kernel);
        LaneBlocks.Emit(kernel, Variables.Column, Columns.Name, Columns.Size, lanes, ownScope: true, block =>
            TileRows(kernel, Height, () => Tile(kernel, single: false).Emit(kernel, Height, block)));
    }

    private RegisterTile Tile(KernelWriter kernel, bool single)
    {
        string Row(int row) => single ? "row" : $"(row + {row})";
        string columns = Columns.Name;
        return new RegisterTile
        {
            Start = Bias is { } bias ? (bias, offset => offset) : null,
            Depth = body => kernel.Block($"for (int {Variables.Depth} = 0; {Variables.Depth} < {Depth.Name}; {Variables.Depth}++)", body),
            Left = (Left, row => $"{Row(row)} * {Depth.Name} + {Variables.Depth}"),
            Right = (Matrix, offset => $"{Variables.Depth} * {columns} + {offset}"),
            Saved = Saved,
            Finish = Finish,
            Result = (Result, (row, offset) => $"{Row(row)} * {columns} + {offset}"),
        };
    }
}
