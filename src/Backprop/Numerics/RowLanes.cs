using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>
/// The rows of a batch, between two layouts: row by row, and rows in lanes. In lanes, a group of rows, as many as a lane has places
/// (16 <see cref="float"/>, 8 <see cref="double"/>), lies together, number by number of the row: [group][number][row of the group].
/// Kernels then compute the same number of all rows of a group side by side, however few numbers or channels there are.
/// </summary>
public static class RowLanes
{
    private const int Block = 4;

    /// <summary>destination[(r / lane · size + i) · lane + r % lane] = source[r · size + i]. Where rows are missing in the last group, there are zeros.</summary>
    /// <param name="source">The first of rows × size numbers, row by row.</param>
    /// <param name="destination">The first of the groups' numbers: the rows, rounded up to whole groups, × size. Must not overlap the source.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="size">The numbers in a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<T>(ref readonly T source, ref T destination, int rows, int size)
        where T : unmanaged
    {
        int lane = 64 / Unsafe.SizeOf<T>();
        ref T from = ref Unsafe.AsRef(in source);
        for (int first = 0; first < rows; first += lane)
        {
            ref T row = ref Unsafe.Add(ref from, (nint)first * size);
            ref T group = ref Unsafe.Add(ref destination, (nint)first * size);
            int count = Math.Min(lane, rows - first), blocks = Unsafe.SizeOf<T>() == sizeof(uint) ? count - count % Block : 0;
            int columns = size - size % Block;
            for (int column = 0; column < columns; column += Block)
            {
                for (int r = 0; r < blocks; r += Block)
                {
                    Transpose.Block4x4(
                        ref Unsafe.As<T, uint>(ref Unsafe.Add(ref row, (nint)r * size + column)), size,
                        ref Unsafe.As<T, uint>(ref Unsafe.Add(ref group, (nint)column * lane + r)), lane);
                }

                Pack(ref row, ref group, size, blocks, count, column, column + Block);
            }

            Pack(ref row, ref group, size, 0, count, columns, size);
        }
    }

    /// <summary>The way back: destination[r · size + i] = source[(r / lane · size + i) · lane + r % lane], for the rows of the batch and no other.</summary>
    /// <param name="source">The first of the groups' numbers.</param>
    /// <param name="destination">The first of rows × size numbers. Must not overlap the source.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="size">The numbers in a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack<T>(ref readonly T source, ref T destination, int rows, int size)
        where T : unmanaged
    {
        int lane = 64 / Unsafe.SizeOf<T>();
        ref T from = ref Unsafe.AsRef(in source);
        for (int first = 0; first < rows; first += lane)
        {
            ref T group = ref Unsafe.Add(ref from, (nint)first * size);
            ref T row = ref Unsafe.Add(ref destination, (nint)first * size);
            int count = Math.Min(lane, rows - first), blocks = Unsafe.SizeOf<T>() == sizeof(uint) ? count - count % Block : 0;
            int columns = size - size % Block;
            for (int column = 0; column < columns; column += Block)
            {
                for (int r = 0; r < blocks; r += Block)
                {
                    Transpose.Block4x4(
                        ref Unsafe.As<T, uint>(ref Unsafe.Add(ref group, (nint)column * lane + r)), lane,
                        ref Unsafe.As<T, uint>(ref Unsafe.Add(ref row, (nint)r * size + column)), size);
                }

                Unpack(ref group, ref row, size, blocks, count, column, column + Block);
            }

            Unpack(ref group, ref row, size, 0, count, columns, size);
        }
    }

    // The rows from first on, to the group's end: missing ones are zeros.
    private static void Pack<T>(ref T row, ref T group, int size, int first, int count, int column, int end)
        where T : unmanaged
    {
        int lane = 64 / Unsafe.SizeOf<T>();
        for (; column < end; column++)
        {
            for (int r = first; r < lane; r++)
            {
                Unsafe.Add(ref group, (nint)column * lane + r) = r < count ? Unsafe.Add(ref row, (nint)r * size + column) : default;
            }
        }
    }

    private static void Unpack<T>(ref T group, ref T row, int size, int first, int count, int column, int end)
        where T : unmanaged
    {
        int lane = 64 / Unsafe.SizeOf<T>();
        for (; column < end; column++)
        {
            for (int r = first; r < count; r++)
            {
                Unsafe.Add(ref row, (nint)r * size + column) = Unsafe.Add(ref group, (nint)column * lane + r);
            }
        }
    }
}
