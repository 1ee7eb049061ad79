namespace Backprop.Compiler.Emission.Kernels;

/// <summary>db[columns] = Σ over rows of delta[rows × columns], in the order of the rows.</summary>
internal static class ColumnSum
{
    /// <param name="isLong">Whether to sum block by block, as for the positions of many images.</param>
    public static void Emit(KernelWriter kernel, int columns, bool isLong)
    {
        kernel.Line($"const int Units = {columns};");
        kernel.Line();
        LaneBlocks.Emit(kernel, "unit", "Units", columns, 4, ownScope: false, block =>
        {
            CountedSums.Emit(kernel, "row", "rows", isLong ? null : 0, block.Indexes.Select(lane => $"s{lane}").ToArray(), sums =>
            {
                foreach (int lane in block.Indexes)
                {
                    kernel.Line($"{sums[lane]} += {block.LoadOne(lane, "delta", offset => $"row * Units + {offset}")};");
                }
            });
            block.Store(kernel, lane => $"s{lane}", "db", offset => offset);
        });
    }
}
