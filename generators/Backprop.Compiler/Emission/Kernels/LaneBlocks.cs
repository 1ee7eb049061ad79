namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Cuts a constant number of columns into blocks of lanes.</summary>
internal static class LaneBlocks
{
    /// <summary>Writes <paramref name="body"/> once for a loop over whole blocks of <paramref name="lanes"/> lanes, and once for the columns that remain.
    /// Where the columns are no multiple of a lane, the last lane starts early enough to be whole: it shares columns with the one
    /// before, and computes the same bits for them again.</summary>
    /// <param name="variable">The name of the loop's variable.</param>
    /// <param name="bound">The name of the constant that holds the number of columns.</param>
    /// <param name="ownScope">Whether the body declares nothing outside braces of its own.</param>
    /// <param name="apart">Whether only a block of its own may have a lane that shares columns with the one before.</param>
    public static void Emit(KernelWriter kernel, string variable, string bound, int columns, int lanes, bool ownScope, Action<LaneBlock> body, bool apart = false)
    {
        int lane = kernel.Lane, block = lanes * lane, whole = columns / block * block;
        bool braces = !ownScope && whole > 0 && whole < columns;
        if (columns < lane)
        {
            body(new LaneBlock(["0"], columns, true));
        }
        else if (lanes == 1 && columns % lane > 0 && !apart)
        {
            kernel.Block($"for (int lane = 0; lane < {bound}; lane += {lane})", () =>
            {
                kernel.Line($"int {variable} = int.Min(lane, {bound} - {lane}); // the last lane is whole: it overlaps the one before");
                body(new LaneBlock([variable], null, true));
            });
        }
        else
        {
            if (whole > block)
            {
                kernel.Block($"for (int {variable} = 0; {variable} < {(whole == columns ? bound : $"{whole}")}; {variable} += {block})", () =>
                    body(SideBySide(variable, lanes, lane)));
            }
            else if (whole == block)
            {
                kernel.Scope(braces, () => body(SideBySide(null, lanes, lane)));
            }

            if (whole < columns)
            {
                kernel.Separate(whole > 0);
                kernel.Scope(braces, () => body(Remainder(whole, columns, lane)));
            }
        }
    }

    /// <summary>The lanes of the widest block that so many columns give.</summary>
    public static int Widest(KernelWriter kernel, int columns, int lanes) => Math.Min(lanes, (columns + kernel.Lane - 1) / kernel.Lane);

    /// <summary>Declares the mask <c>shared</c> of the places that the last lane has in common with the one before, where it has any: a kernel that adds to what
    /// is there already must leave them out. For <see cref="LaneBlock.IsShared"/>.</summary>
    public static void DeclareShared(KernelWriter kernel, int columns)
    {
        if (columns > kernel.Lane && columns % kernel.Lane > 0)
        {
            kernel.Line("// The last lane starts early enough to be whole; what it shares with the one before is added once.");
            kernel.Line($"TLane shared = TLane.KeepFirst(TLane.AreEqual(TLane.Zero, TLane.Zero), {kernel.Lane - (columns % kernel.Lane)});");
            kernel.Line();
        }
    }

    private static LaneBlock SideBySide(string? variable, int lanes, int lane) => new(
        Enumerable.Range(0, lanes).Select(index => variable is null ? $"{index * lane}" : index == 0 ? variable : $"{variable} + {index * lane}").ToList(), null, true);

    private static LaneBlock Remainder(int start, int columns, int lane)
    {
        int count = (columns - start + lane - 1) / lane;
        return new(
            Enumerable.Range(0, count).Select(index => $"{Math.Min(start + (index * lane), columns - lane)}").ToList(), null, columns % lane == 0)
        {
            Overlaps = columns % lane > 0,
        };
    }
}
