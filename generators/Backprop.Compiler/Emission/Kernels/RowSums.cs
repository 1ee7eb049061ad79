namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Sums over a row of at least a lane: lanes of partial sums. Beyond <see cref="Block"/> terms a place they are summed block by block, so that floats stay exact.</summary>
internal static class RowSums
{
    /// <summary>The most numbers that one place of a lane adds up one after the other.</summary>
    public const int Block = 1024;

    /// <summary>Declares the sums as lanes; <paramref name="add"/> adds a lane's terms to the lanes of the given names. Places that do not count must add 0.</summary>
    public static void Emit(KernelWriter kernel, int width, IReadOnlyList<string> sums, Action<RowLane, IReadOnlyList<string>> add, string start = "row * Units")
    {
        kernel.Line($"TLane {string.Join(", ", sums.Select(sum => $"{sum} = TLane.Zero"))};");
        int whole = width / kernel.Lane * kernel.Lane, block = Block * kernel.Lane;
        if (whole <= block)
        {
            ColumnsInLanes.ForEach(kernel, width, lane => add(lane, sums), start);
            return;
        }

        string[] parts = sums.Select(sum => sum + "Part").ToArray();
        kernel.Block($"for (int block = 0; block < {whole}; block += {block})", () =>
        {
            kernel.Line($"TLane {string.Join(", ", parts.Select(part => $"{part} = TLane.Zero"))}; // of {Block} lanes: long sums stay exact");
            kernel.Line($"int end = int.Min(block + {block}, {whole});");
            kernel.Block($"for (int unit = block; unit < end; unit += {kernel.Lane})", () => add(new RowLane($"{start} + unit", null, "unit"), parts));
            kernel.Line();
            for (int i = 0; i < parts.Length; i++)
            {
                kernel.Line($"{sums[i]} += {parts[i]};");
            }
        });
        if (whole < width)
        {
            kernel.Line();
            kernel.Scope(true, () => add(new RowLane($"{start} + {whole}", width - whole, $"{whole}"), sums));
        }
    }
}
