namespace Backprop.Compiler.Emission.Kernels;

/// <summary>db[columns] = Σ over rows of delta[rows × columns], in the order of the rows.</summary>
internal static class ColumnSum
{
    public static void Emit(KernelWriter kernel, int columns)
    {
        kernel.Line($"const int Units = {columns};");
        kernel.Line();
        LaneColumns.Emit(kernel, "unit", "Units", columns, 4, lanes => kernel.Scope(true, () =>
        {
            int[] all = Enumerable.Range(0, lanes.Count).ToArray();
            kernel.Line("TLane " + string.Join(", ", all.Select(lane => $"s{lane} = TLane.Zero")) + ";");
            kernel.Block("for (int row = 0; row < rows; row++)", () =>
            {
                foreach (int lane in all)
                {
                    kernel.Line($"s{lane} += {lanes[lane].Load("delta", $"row * Units + {lanes[lane].Offset}")};");
                }
            });
            foreach (int lane in all)
            {
                kernel.Line(lanes[lane].Store($"s{lane}", "db", lanes[lane].Offset));
            }
        }));
    }
}
