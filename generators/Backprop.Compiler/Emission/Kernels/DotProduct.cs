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
        if (height > 1)
        {
            kernel.Block($"if (TLane.IsWide && rows >= {height})", () =>
            {
                RowProduct.TileRows(kernel, height, () => EmitTile(kernel, height, 0, columns));
                kernel.Line();
                kernel.Line("return;");
            });
            kernel.Line();
        }

        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            for (int column = 0; column < columns; column += NarrowSums)
            {
                int count = Math.Min(NarrowSums, columns - column);
                kernel.Scope(columns > NarrowSums, () => EmitTile(kernel, 1, column, count));
            }
        });
    }

    private void EmitTile(KernelWriter kernel, int height, int start, int count)
    {
        int lane = kernel.Lane, size = product.Depth.Size, whole = size / lane * lane;
        string depth = product.Depth.Name, variable = product.Variables.Depth;
        int[] columns = Enumerable.Range(start, count).ToArray(), rows = Enumerable.Range(0, height).ToArray();
        foreach (int row in rows)
        {
            kernel.Line("TLane " + string.Join(", ", columns.Select(column => $"s{row}{column} = TLane.Zero")) + ";");
        }

        void Accumulate(string at, int? partial)
        {
            string index = partial is null ? at : $"{whole}";
            var lanes = new LaneColumn(index, partial);
            foreach (int row in rows)
            {
                kernel.Line($"TLane {Left(row)} = {lanes.Load(product.Left, Plus($"{Row(row)} * {depth}", index))};");
            }

            foreach (int column in columns)
            {
                kernel.Line($"TLane w{column} = {lanes.Load(product.Matrix, column == 0 ? index : Plus($"{column} * {depth}", index))};");
                kernel.Line(string.Join(" ", rows.Select(row => $"s{row}{column} = TLane.MultiplyAdd({Left(row)}, w{column}, s{row}{column});")));
            }
        }

        if (whole == lane)
        {
            kernel.Scope(true, () => Accumulate("0", null));
        }
        else
        {
            kernel.Block($"for (int {variable} = 0; {variable} < {(whole == size ? depth : $"{whole}")}; {variable} += {lane})", () => Accumulate(variable, null));
        }

        if (whole < size)
        {
            kernel.Scope(true, () => Accumulate(variable, size - whole));
        }

        foreach (int row in rows)
        {
            foreach (int column in columns)
            {
                string bias = product.Bias is { } b ? $"TLane.Broadcast(in {b}, {column}) + " : "";
                kernel.Line($"TLane.StorePartial({bias}TLane.Broadcast(TLane.Sum(s{row}{column})), ref {product.Result}, {Plus($"{Row(row)} * {product.Columns.Name}", $"{column}")}, 1);");
            }
        }
    }

    private string Left(int row) => $"{product.Left[0]}{row}";

    private static string Row(int row) => row == 0 ? "row" : $"(row + {row})";

    private static string Plus(string a, string b) => b == "0" ? a : $"{a} + {b}";
}
