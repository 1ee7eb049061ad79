using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>
/// The rows of a batch, between two layouts: row by row, and rows in lanes. In lanes, a group of rows, as many as a lane has places
/// (16 <see cref="float"/>, 8 <see cref="double"/>), lies together, number by number of the row: [group][number][row of the group].
/// Kernels then compute the same number of all rows of a group side by side, however few numbers or channels there are.
/// </summary>
public static class RowLanes
{
    // Blocks of the largest size that the processor has shuffles for.
    private const int Wide = 8, Narrow = 4;

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

            Turn(ref Unsafe.Add(ref Unsafe.AsRef(in source), (nint)first * size), size, ref group, lane, count, size);
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
            Turn(ref Unsafe.Add(ref Unsafe.AsRef(in source), start), lane, ref Unsafe.Add(ref destination, start), size, size, Math.Min(lane, rows - first));
        }
    }

    // to[c · toStride + r] = from[r · fromStride + c], in blocks as far as there are whole ones.
    private static void Turn<T>(ref T from, int fromStride, ref T to, int toStride, int rows, int columns)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != sizeof(uint))
        {
            Turn(ref from, fromStride, ref to, toStride, 0, rows, 0, columns);
            return;
        }

        int block = Avx.IsSupported ? Wide : Narrow, wholeRows = rows - rows % block, wholeColumns = columns - columns % block;
        TurnBlocks(ref Unsafe.As<T, float>(ref from), fromStride, ref Unsafe.As<T, float>(ref to), toStride, wholeRows, wholeColumns);
        Turn(ref from, fromStride, ref to, toStride, 0, wholeRows, wholeColumns, columns);
        Turn(ref from, fromStride, ref to, toStride, wholeRows, rows, 0, columns);
    }

    private static void Turn<T>(ref T from, int fromStride, ref T to, int toStride, int firstRow, int endRow, int firstColumn, int endColumn)
        where T : unmanaged
    {
        for (int row = firstRow; row < endRow; row++)
        {
            for (int column = firstColumn; column < endColumn; column++)
            {
                Unsafe.Add(ref to, (nint)column * toStride + row) = Unsafe.Add(ref from, (nint)row * fromStride + column);
            }
        }
    }

    // A group has sixteen rows, or columns: in the inner loop they fill whole cache lines.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TurnBlocks(ref float from, int fromStride, ref float to, int toStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row += 2 * Wide)
        {
            int end = Math.Min(row + 2 * Wide, rows);
            if (Avx.IsSupported)
            {
                for (int column = 0; column < columns; column += Wide)
                {
                    for (int r = row; r < end; r += Wide)
                    {
                        Block8x8(ref Unsafe.Add(ref from, (nint)r * fromStride + column), fromStride, ref Unsafe.Add(ref to, (nint)column * toStride + r), toStride);
                    }
                }
            }
            else
            {
                for (int column = 0; column < columns; column += Narrow)
                {
                    for (int r = row; r < end; r += Narrow)
                    {
                        Transpose.Block4x4(
                            ref Unsafe.As<float, uint>(ref Unsafe.Add(ref from, (nint)r * fromStride + column)), fromStride,
                            ref Unsafe.As<float, uint>(ref Unsafe.Add(ref to, (nint)column * toStride + r)), toStride);
                    }
                }
            }
        }
    }

    // Eight by eight: halves of rows that are four apart side by side, then in each half four by four, by twos and by pairs of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block8x8(ref float from, nint fromStride, ref float to, nint toStride)
    {
        Half4x8(ref from, fromStride, ref to, toStride);
        Half4x8(ref Unsafe.Add(ref from, 4), fromStride, ref Unsafe.Add(ref to, 4 * toStride), toStride);
    }

    // Four columns of eight rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half4x8(ref float from, nint fromStride, ref float to, nint toStride)
    {
        Vector256<float> a = Both(ref from, 4 * fromStride), b = Both(ref Unsafe.Add(ref from, fromStride), 4 * fromStride);
        Vector256<float> c = Both(ref Unsafe.Add(ref from, 2 * fromStride), 4 * fromStride), d = Both(ref Unsafe.Add(ref from, 3 * fromStride), 4 * fromStride);
        Vector256<float> low = Avx.UnpackLow(a, b), high = Avx.UnpackHigh(a, b), lower = Avx.UnpackLow(c, d), higher = Avx.UnpackHigh(c, d);
        Avx.Shuffle(low, lower, 0b01_00_01_00).StoreUnsafe(ref to);
        Avx.Shuffle(low, lower, 0b11_10_11_10).StoreUnsafe(ref to, (nuint)toStride);
        Avx.Shuffle(high, higher, 0b01_00_01_00).StoreUnsafe(ref to, (nuint)(2 * toStride));
        Avx.Shuffle(high, higher, 0b11_10_11_10).StoreUnsafe(ref to, (nuint)(3 * toStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Both(ref float row, nint apart) => Vector256.Create(Vector128.LoadUnsafe(ref row), Vector128.LoadUnsafe(ref row, (nuint)apart));
}
