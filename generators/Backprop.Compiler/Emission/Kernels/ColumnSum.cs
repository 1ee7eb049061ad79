namespace Backprop.Compiler.Emission.Kernels;

/// <summary>db[columns] = Σ over rows of delta[rows × columns], in the order of the rows, block by block, as for the positions of many images.</summary>
internal static class ColumnSum
{
    /// <param name="isPadded">Whether delta lies in memory of ours, with padding behind it: see <see cref="RegisterTile.IsPadded"/>.</param>
    public static void Emit(KernelWriter kernel, int columns, bool isPadded)
    {
        kernel.Line($"const int Units = {columns};");
        kernel.Line();
        LaneBlocks.Emit(kernel, "unit", "Units", columns, 4, ownScope: false, block =>
        {
            LaneBlock loaded = isPadded ? block with { Partial = null } : block;
            CountedSums.Emit(kernel, "row", "rows", null, block.Indexes.Select(lane => $"s{lane}").ToArray(), sums =>
            {
                foreach (int lane in block.Indexes)
                {
                    kernel.Line($"{sums[lane]} += {loaded.LoadOne(lane, "delta", offset => $"row * Units + {offset}")};");
                }
            });
            block.Store(kernel, lane => $"s{lane}", "db", offset => offset);
        });
    }
}
