namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A <see cref="RowProduct"/> whose results are narrower than a lane: lanes lie along the depth, and every result is one horizontal sum.</summary>
internal sealed class DotProduct(RowProduct product)
{
    // Sums that fit beside the lanes they are made of: of 32 registers, and of 16 where a lane takes two.
    private const int WideSums = 20;
    private const int NarrowSums = 5;

    public void Emit(KernelWriter kernel)
    {
        int columns = product.Columns.Size;
        int height = Math.Max(1, Math.Min(4, WideSums / columns));
        if (height == 1)
        {
            EmitSingleRows(kernel);
            return;
        }

        string wide = kernel.Variant("Wide", $"{height} rows at a time: {height * columns} sums fit into 32 registers.", () =>
        {
            product.Constants(kernel);
            RowProduct.TileRows(kernel, height, () => EmitTile(kernel, height, 0, columns));
        });
        string narrow = kernel.Variant("Narrow", "one row at a time.", () => EmitSingleRows(kernel));
        kernel.Block($"if (TLane.IsWide && rows >= {height})", () => kernel.Line(wide));
        kernel.Block("else", () => kernel.Line(narrow));
    }

    private void EmitSingleRows(KernelWriter kernel)
    {
        int columns = product.Columns.Size;
        product.Constants(kernel);
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
        int lane = kernel.Lane, size = product.Depth.Size, whole = size / lane * lane;
        string variable = product.Variables.Depth;
        int[] columns = Enumerable.Range(start, count).ToArray();
        string Row(int row) => height == 1 ? "row" : $"(row + {row})";
        for (int row = 0; row < height; row++)
        {
            kernel.Line($"TLane {string.Join(", ", columns.Select(column => $"s{row}{column} = TLane.Zero"))};");
        }

        void Accumulate(LaneBlock block)
        {
            string left = product.Left.Substring(0, 1);
            for (int row = 0; row < height; row++)
            {
                kernel.Line($"TLane {left}{row} = {block.LoadOne(0, product.Left, offset => $"{Row(row)} * {product.Depth.Name} + {offset}")};");
            }

            foreach (int column in columns)
            {
                kernel.Line($"TLane w{column} = {block.LoadOne(0, product.Matrix, offset => $"{column} * {product.Depth.Name} + {offset}")};");
                for (int row = 0; row < height; row++)
                {
                    kernel.Line($"s{row}{column} = TLane.MultiplyAdd({left}{row}, w{column}, s{row}{column});");
                }
            }
        }

        kernel.Block($"for (int {variable} = 0; {variable} < {(whole == size ? product.Depth.Name : $"{whole}")}; {variable} += {lane})", () =>
            Accumulate(new LaneBlock([variable], null, true)));
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
                string bias = product.Bias is { } name ? $", in {name}, {column}" : "";
                kernel.Line($"Lanes.StoreSum(s{row}{column}{bias}, ref {product.Result}, {Row(row)} * {product.Columns.Name} + {column});");
            }
        }
    }
}
