namespace Backprop.Compiler.Emission.Kernels;

/// <summary>result[rows × columns] = left[rows × depth] · matrixᵀ + bias with few columns: lanes lie along the depth, and every result is one horizontal sum.
/// The rows are dynamic, all else is constant.</summary>
internal sealed class DotProduct
{
    // Sums that fit beside the lanes they are made of: of 32 registers, and of 16 where a lane takes two.
    private const int WideSums = 20;
    private const int NarrowSums = 5;

    public required string Left { get; init; }

    /// <summary>[columns × depth].</summary>
    public required string Matrix { get; init; }

    public required string Result { get; init; }

    public string? Bias { get; init; }

    /// <summary>The names of the constants that are declared in the method, and their values.</summary>
    public required (string Name, int Size) Depth { get; init; }

    public required (string Name, int Size) Columns { get; init; }

    /// <summary>The name of the loop variable over the depth.</summary>
    public required string Variable { get; init; }

    public void Emit(KernelWriter kernel)
    {
        int columns = Columns.Size;
        int height = Math.Max(1, Math.Min(4, WideSums / columns));
        if (height == 1)
        {
            EmitSingleRows(kernel);
            return;
        }

        string wide = kernel.Variant("Wide", $"{height} rows at a time: {height * columns} sums fit into 32 registers.", () =>
        {
            Constants(kernel);
            kernel.Block($"for (int tile = 0; tile < rows; tile += {height})", () =>
            {
                kernel.Line($"int row = int.Min(tile, rows - {height}); // the last tile overlaps the one before: same inputs, same bits");
                EmitTile(kernel, height, 0, columns);
            });
        });
        string narrow = kernel.Variant("Narrow", "one row at a time.", () => EmitSingleRows(kernel));
        kernel.Block($"if (TLane.IsWide && rows >= {height})", () => kernel.Line(wide));
        kernel.Block("else", () => kernel.Line(narrow));
    }

    private void Constants(KernelWriter kernel)
    {
        kernel.Line($"const int {Depth.Name} = {Depth.Size}, {Columns.Name} = {Columns.Size};");
        kernel.Line();
    }

    private void EmitSingleRows(KernelWriter kernel)
    {
        int columns = Columns.Size;
        Constants(kernel);
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            for (int column = 0; column < columns; column += NarrowSums)
            {
                kernel.Scope(columns > NarrowSums, () => EmitTile(kernel, 1, column, Math.Min(NarrowSums, columns - column)));
            }
        });
    }

    private void EmitTile(KernelWriter kernel, int height, int start, int count)
    {
        int lane = kernel.Lane, size = Depth.Size, whole = size / lane * lane;
        int[] columns = Enumerable.Range(start, count).ToArray();
        string Row(int row) => height == 1 ? "row" : $"(row + {row})";
        for (int row = 0; row < height; row++)
        {
            kernel.Line($"TLane {string.Join(", ", columns.Select(column => $"s{row}{column} = TLane.Zero"))};");
        }

        void Accumulate(LaneBlock block)
        {
            string left = Left.Substring(0, 1);
            for (int row = 0; row < height; row++)
            {
                kernel.Line($"TLane {left}{row} = {block.LoadOne(0, Left, offset => $"{Row(row)} * {Depth.Name} + {offset}")};");
            }

            foreach (int column in columns)
            {
                kernel.Line($"TLane w{column} = {block.LoadOne(0, Matrix, offset => $"{column} * {Depth.Name} + {offset}")};");
                for (int row = 0; row < height; row++)
                {
                    kernel.Line($"TLane.AddProduct(ref s{row}{column}, {left}{row}, w{column});");
                }
            }
        }

        kernel.Block($"for (int {Variable} = 0; {Variable} < {(whole == size ? Depth.Name : $"{whole}")}; {Variable} += {lane})", () =>
            Accumulate(new LaneBlock([Variable], null, true)));
        if (whole < size)
        {
            kernel.Line();
            kernel.Line($"// The last {size - whole} of {size}.");
            kernel.Scope(true, () => Accumulate(new LaneBlock([$"{whole}"], size - whole, true)));
        }

        kernel.Line();
        for (int row = 0; row < height; row++)
        {
            foreach (int column in columns)
            {
                string bias = Bias is { } name ? $", in {name}, {column}" : "";
                kernel.Line($"Lanes.StoreSum(s{row}{column}{bias}, ref {Result}, {Row(row)} * {Columns.Name} + {column});");
            }
        }
    }
}
