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
        int height = RegisterTile.BestHeight(Height.Size);
        LaneVariants.Emit(kernel, Columns.Size, height, lanes =>
        {
            kernel.Line($"const int {Height.Name} = {Height.Size}, {Columns.Name} = {Columns.Size};");
            kernel.Line();
            LaneBlocks.Emit(kernel, Variables.Column, Columns.Name, Columns.Size, lanes, ownScope: height < Height.Size, block =>
                Tiles.Emit(kernel, Variables.Row, Height.Name, Height.Size, height, start => Tile(kernel, start).Emit(kernel, height, block), part: "part"));
        });
    }

    private RegisterTile Tile(KernelWriter kernel, string? start) => new()
    {
        Depth = body => kernel.Block("for (int row = 0; row < rows; row++)", body),
        Left = (Left, row => start is null ? $"row * {Height.Name} + {row}" : $"row * {Height.Name} + {start} + {row}"),
        Right = (Right, offset => $"row * {Columns.Name} + {offset}"),
        Result = (Result, (row, offset) => start is null ? $"{row} * {Columns.Name} + {offset}" : $"({start} + {row}) * {Columns.Name} + {offset}"),
    };
}
