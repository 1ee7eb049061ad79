namespace Backprop.Compiler.Emission.Kernels;

/// <summary>db[columns] = Σ over rows of delta[rows × columns], in the order of the rows.</summary>
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
            kernel.Line($"TLane {block.Join(lane => $"s{lane} = TLane.Zero")};");
            kernel.Block("for (int row = 0; row < rows; row++)", () =>
            {
                foreach (int lane in block.Indexes)
                {
                    kernel.Line($"s{lane} += {loaded.LoadOne(lane, "delta", offset => $"row * Units + {offset}")};");
                }
            });
            kernel.Line();
            block.Store(kernel, lane => $"s{lane}", "db", offset => offset);
        });
    }
}
