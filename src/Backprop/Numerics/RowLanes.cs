using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>
/// The rows of a batch, between two layouts: row by row, and rows in lanes. In lanes, a group of rows, as many as a lane has places
/// (16 <see cref="float"/>, 8 <see cref="double"/>), lies together, number by number of the row: [group][number][row of the group].
/// Kernels then compute the same number of all rows of a group side by side, however few numbers or channels there are.
/// </summary>
public static class RowLanes
{
    /// <summary>destination[(r / lane · size + i) · lane + r % lane] = source[r · size + i]. Where rows are missing in the last group, there are zeros.</summary>
    /// <param name="source">The first of rows × size numbers, row by row.</param>
    /// <param name="destination">The first of the groups' numbers: the rows, rounded up to whole groups, × size. Must not overlap the source.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="size">The numbers in a row.</param>
    public static void Pack<T>(ref readonly T source, ref T destination, int rows, int size)
        where T : unmanaged
    {
        int lane = 64 / Unsafe.SizeOf<T>();
        for (int first = 0; first < rows; first += lane)
        {
            int count = Math.Min(lane, rows - first);
            ref T group = ref Unsafe.Add(ref destination, (nint)first * size);
            if (count < lane)
            {
                MemoryMarshal.CreateSpan(ref group, lane * size).Clear();
            }

            Transpose.Pack(in Unsafe.Add(ref Unsafe.AsRef(in source), (nint)first * size), size, ref group, lane, count, size, default);
        }
    }

    /// <summary>The way back: destination[r · size + i] = source[(r / lane · size + i) · lane + r % lane], for the rows of the batch and no other.</summary>
    /// <param name="source">The first of the groups' numbers.</param>
    /// <param name="destination">The first of rows × size numbers. Must not overlap the source.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="size">The numbers in a row.</param>
    public static void Unpack<T>(ref readonly T source, ref T destination, int rows, int size)
        where T : unmanaged
    {
        int lane = 64 / Unsafe.SizeOf<T>();
        for (int first = 0; first < rows; first += lane)
        {
            nint start = (nint)first * size;
            Transpose.Pack(in Unsafe.Add(ref Unsafe.AsRef(in source), start), lane, ref Unsafe.Add(ref destination, start), size, size, Math.Min(lane, rows - first), default);
        }
    }
}
