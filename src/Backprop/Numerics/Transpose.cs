using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>Copies of a matrix with rows and columns exchanged, for kernels that read weights along the other axis. Bits are moved, never changed.</summary>
public static class Transpose
{
    // Sixteen floats are a cache line: the destination is written line by line, while sixteen lines of the source stay in the first-level cache.
    private const int BlockRows = 16;
    private const int BlockColumns = 4;

    /// <summary>destination[c·rows + r] = source[r·columns + c]. The two must not overlap; nothing here checks bounds.</summary>
    /// <param name="source">The first of rows × columns values, row by row.</param>
    /// <param name="destination">The first of columns × rows values.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    public static void Pack<T>(ref readonly T source, ref T destination, int rows, int columns)
        where T : unmanaged => Pack(in source, ref destination, rows, columns, default(Share));

    /// <summary>A thread's share of it.</summary>
    /// <param name="source">The first of rows × columns values, row by row.</param>
    /// <param name="destination">The first of columns × rows values.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="share">Which share.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<T>(ref readonly T source, ref T destination, int rows, int columns, Share share)
        where T : unmanaged
    {
        ref T from = ref Unsafe.AsRef(in source);
        int wholeColumns = columns - columns % BlockColumns;
        for (int row = share.Part * BlockRows; row < rows; row += share.Parts * BlockRows)
        {
            int count = Math.Min(BlockRows, rows - row);
            int packed = Unsafe.SizeOf<T>() == sizeof(uint) ? count - count % 4 : 0;
            for (int column = 0; column < wholeColumns; column += BlockColumns)
            {
                for (int r = 0; r < packed; r += 4)
                {
                    Block4x4(
                        ref Unsafe.As<T, uint>(ref Unsafe.Add(ref from, (nint)(row + r) * columns + column)), columns,
                        ref Unsafe.As<T, uint>(ref Unsafe.Add(ref destination, (nint)column * rows + row + r)), rows);
                }

                Remainder(ref from, ref destination, rows, columns, row + packed, row + count, column, column + BlockColumns);
            }

            Remainder(ref from, ref destination, rows, columns, row, row + count, wholeColumns, columns);
        }
    }

    /// <summary>The same of several matrices that lie one after the other.</summary>
    /// <param name="source">The first of matrices × rows × columns values.</param>
    /// <param name="destination">The first of matrices × columns × rows values.</param>
    /// <param name="matrices">How many there are.</param>
    /// <param name="rows">Rows of each in the source.</param>
    /// <param name="columns">Columns of each in the source.</param>
    public static void Pack<T>(ref readonly T source, ref T destination, int matrices, int rows, int columns)
        where T : unmanaged => Pack(in source, ref destination, matrices, rows, columns, default(Share));

    /// <summary>A thread's share of it.</summary>
    /// <param name="source">The first of matrices × rows × columns values.</param>
    /// <param name="destination">The first of matrices × columns × rows values.</param>
    /// <param name="matrices">How many there are.</param>
    /// <param name="rows">Rows of each in the source.</param>
    /// <param name="columns">Columns of each in the source.</param>
    /// <param name="share">Which share.</param>
    public static void Pack<T>(ref readonly T source, ref T destination, int matrices, int rows, int columns, Share share)
        where T : unmanaged
    {
        for (int matrix = share.Part; matrix < matrices; matrix += share.Parts)
        {
            nint start = (nint)matrix * rows * columns;
            Pack(in Unsafe.Add(ref Unsafe.AsRef(in source), start), ref Unsafe.Add(ref destination, start), rows, columns);
        }
    }

    private static void Remainder<T>(ref T source, ref T destination, int rows, int columns, int firstRow, int endRow, int firstColumn, int endColumn)
        where T : unmanaged
    {
        for (int column = firstColumn; column < endColumn; column++)
        {
            for (int row = firstRow; row < endRow; row++)
            {
                Unsafe.Add(ref destination, (nint)column * rows + row) = Unsafe.Add(ref source, (nint)row * columns + column);
            }
        }
    }

    /// <summary>Four by four values of 32 bits: first the two-by-two blocks of neighbouring rows, then their halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block4x4(ref uint source, nint sourceStride, ref uint destination, nint destinationStride)
    {
        Vector128<uint> a = Vector128.LoadUnsafe(ref source);
        Vector128<uint> b = Vector128.LoadUnsafe(ref source, (nuint)sourceStride);
        Vector128<uint> c = Vector128.LoadUnsafe(ref source, (nuint)(2 * sourceStride));
        Vector128<uint> d = Vector128.LoadUnsafe(ref source, (nuint)(3 * sourceStride));

        Vector128<uint> even = Vector128.Create(uint.MaxValue, 0, uint.MaxValue, 0);
        Vector128<uint> ab02 = Vector128.ConditionalSelect(even, a, Vector128.Shuffle(b, Vector128.Create(0u, 0, 2, 2)));
        Vector128<uint> ab13 = Vector128.ConditionalSelect(even, Vector128.Shuffle(a, Vector128.Create(1u, 1, 3, 3)), b);
        Vector128<uint> cd02 = Vector128.ConditionalSelect(even, c, Vector128.Shuffle(d, Vector128.Create(0u, 0, 2, 2)));
        Vector128<uint> cd13 = Vector128.ConditionalSelect(even, Vector128.Shuffle(c, Vector128.Create(1u, 1, 3, 3)), d);

        Vector128<uint> low = Vector128.Create(uint.MaxValue, uint.MaxValue, 0, 0);
        Vector128.ConditionalSelect(low, ab02, Vector128.Shuffle(cd02, Vector128.Create(0u, 1, 0, 1))).StoreUnsafe(ref destination);
        Vector128.ConditionalSelect(low, ab13, Vector128.Shuffle(cd13, Vector128.Create(0u, 1, 0, 1))).StoreUnsafe(ref destination, (nuint)destinationStride);
        Vector128.ConditionalSelect(low, Vector128.Shuffle(ab02, Vector128.Create(2u, 3, 2, 3)), cd02).StoreUnsafe(ref destination, (nuint)(2 * destinationStride));
        Vector128.ConditionalSelect(low, Vector128.Shuffle(ab13, Vector128.Create(2u, 3, 2, 3)), cd13).StoreUnsafe(ref destination, (nuint)(3 * destinationStride));
    }
}
