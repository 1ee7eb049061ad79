namespace Backprop.Compiler.Emission.Kernels;

/// <summary>result[rows × columns] = left[rows × depth] · matrix + bias, where the rows are dynamic and all else is constant.
/// The constants <see cref="Depth"/> and <see cref="Columns"/> are declared in the method.</summary>
internal sealed class RowProduct
{
    /// <summary>The rows of a tile. With four lanes it fills 24 of 32 registers, with one lane of two halves 12 of 16.</summary>
    public const int Height = 6;

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

    /// <summary>What becomes of a finished sum, given its lane and its index in the result; tiles only.</summary>
    public Func<string, LaneColumn, string, string> Finish { get; init; } = (sum, _, _) => sum;

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

    private void EmitTiles(KernelWriter kernel)
    {
        kernel.Block($"if (rows < {Height})", () =>
        {
            kernel.Line("// Too few rows for a tile: one at a time.");
            LaneColumns.Emit(kernel, Variables.Column, Columns.Name, Columns.Size, 4, columns =>
                kernel.Block("for (int row = 0; row < rows; row++)", () => Tile(single: true).Emit(kernel, 1, columns)));
            kernel.Line();
            kernel.Line("return;");
        });
        kernel.Line();
        if (Columns.Size <= kernel.Lane)
        {
            EmitBlock(kernel, 1);
            return;
        }

        kernel.Block("if (TLane.IsWide)", () =>
        {
            kernel.Line($"// {Height} rows × 4 lanes: 24 sums stay in registers.");
            EmitBlock(kernel, 4);
        });
        kernel.Block("else", () =>
        {
            kernel.Line($"// {Height} rows × 1 lane: 16 registers hold no more.");
            EmitBlock(kernel, 1);
        });
    }

    private void EmitBlock(KernelWriter kernel, int lanes) =>
        LaneColumns.Emit(kernel, Variables.Column, Columns.Name, Columns.Size, lanes, columns =>
            TileRows(kernel, Height, () => Tile(single: false).Emit(kernel, Height, columns)));

    /// <summary>A loop over tiles of rows; the last one starts early enough to be whole.</summary>
    internal static void TileRows(KernelWriter kernel, int height, Action body) =>
        kernel.Block($"for (int tile = 0; tile < rows; tile += {height})", () =>
        {
            kernel.Line($"int row = int.Min(tile, rows - {height}); // the last tile overlaps the one before: same inputs, same bits");
            body();
        });

    private RegisterTile Tile(bool single)
    {
        string Row(int row) => single || row == 0 ? "row" : $"(row + {row})";
        string column = Columns.Name;
        return new RegisterTile
        {
            Sum = "s",
            Start = Bias is { } bias ? ("b", lane => lane.Load(bias, lane.Offset)) : null,
            Depth = Variables.Depth,
            DepthBound = Depth.Name,
            Left = (Left[0].ToString(), Left, row => $"{Row(row)} * {Depth.Name} + {Variables.Depth}"),
            Right = ("w", Matrix, lane => $"{Variables.Depth} * {column} + {lane.Offset}"),
            Finish = Finish,
            Result = (Result, (row, lane) => $"{Row(row)} * {column} + {lane.Offset}"),
        };
    }
}
