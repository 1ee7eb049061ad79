namespace Backprop.Compiler.Emission.Kernels;

/// <summary>db[columns] = Σ over rows of delta[rows × columns], for rows in lanes: each row of a group has a sum of its own, and those are then added up. One method serves all layers.</summary>
internal static class LaneColumnSum
{
    // Columns whose sums are made at once: enough for the latency of an addition.
    private const int Columns = 4;

    /// <summary>The call of the shared method.</summary>
    public static void Call(KernelWriter kernel, int columns) => kernel.Line($"{LaneTiles.ClassName}<TLane>.Sum(in delta, rows, ref db, {columns});");

    /// <summary>Writes the shared method.</summary>
    public static void Emit(KernelWriter kernel)
    {
        kernel.Line("// The sum of each column over all rows: each place of its lanes has a sum of its own, and those are then added up.");
        kernel.Optimized();
        kernel.Block($"internal static void Sum(ref readonly {kernel.Element} delta, int rows, ref {kernel.Element} result, int columns)", () =>
        {
            int[] numbers = [.. Enumerable.Range(0, Columns)];
            string Names(string prefix) => string.Join(", ", numbers.Select(number => $"{prefix}{number} = TLane.Zero"));
            kernel.Line($"int step = columns * {kernel.Lane};");
            kernel.Block($"for (int c0 = 0; c0 < columns; c0 += {Columns})", () =>
            {
                kernel.Line($"int {string.Join(", ", numbers.Skip(1).Select(number => $"c{number} = int.Min(c0 + {number}, columns - 1)"))}; // the last sums may be made twice");
                kernel.Line($"TLane {Names("s")};");
                kernel.Block("for (int row = 0; row < rows;)", () =>
                {
                    kernel.Line($"int end = row + int.Min({RowSums.Block}, rows - row); // block by block: long sums stay exact");
                    kernel.Line($"TLane {Names("p")};");
                    kernel.Block("for (; row < end; row++)", () =>
                    {
                        kernel.Line($"ref readonly {kernel.Element} from = ref Lanes.At(in delta, row, step);");
                        foreach (int number in numbers)
                        {
                            kernel.Line($"p{number} += TLane.Load(in from, c{number} * {kernel.Lane});");
                        }
                    });
                    kernel.Line();
                    foreach (int number in numbers)
                    {
                        kernel.Line($"s{number} += p{number};");
                    }
                });
                kernel.Line();
                foreach (int number in numbers)
                {
                    kernel.Line($"Lanes.StoreSum(s{number}, ref result, c{number});");
                }
            });
        });
    }
}
