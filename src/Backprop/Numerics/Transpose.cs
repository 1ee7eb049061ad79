using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Copies of a matrix with rows and columns exchanged, for kernels that read weights along the other axis. Bits are moved, never changed.</summary>
public static class Transpose
{
    // Sixteen floats are a cache line: the destination is written line by line, while sixteen lines of the source stay in the first-level cache.
    private const int BlockRows = 16;

    // So many lines of the destination are written side by side: their pages stay in the first-level table of pages.
    private const int StripColumns = 64;

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
    public static void Pack<T>(ref readonly T source, ref T destination, int rows, int columns, Share share)
        where T : unmanaged => Pack(in source, columns, ref destination, rows, rows, columns, share);

    /// <summary>destination[c·destinationStride + r] = source[r·sourceStride + c]: a thread's share of a part of a matrix.</summary>
    [MethodImpl(Jit.OwnCode)]
    internal static void Pack<T>(ref readonly T source, int sourceStride, ref T destination, int destinationStride, int rows, int columns, Share share)
        where T : unmanaged
    {
        ref T from = ref Unsafe.AsRef(in source);
        if ((rows == 1 && destinationStride == 1) || (columns == 1 && sourceStride == 1))
        {
            if (share.Takes(0))
            {
                MemoryMarshal.CreateReadOnlySpan(ref from, rows * columns).CopyTo(MemoryMarshal.CreateSpan(ref destination, rows * columns)); // they lie alike
            }

            return;
        }

        int narrow = Math.Min(rows, columns), block = Unsafe.SizeOf<T>() != sizeof(uint) ? 1 : Avx.IsSupported && narrow >= 8 ? 8 : 4;
        if (narrow < block && NarrowTranspose.Fits<T>(rows, columns, sourceStride, destinationStride))
        {
            if (share.Takes(0))
            {
                NarrowTranspose.Pack(ref Unsafe.As<T, float>(ref from), ref Unsafe.As<T, float>(ref destination), rows, columns);
            }

            return;
        }

        if (NarrowTranspose.FitsEights<T>(rows, columns, sourceStride, destinationStride))
        {
            if (share.Takes(0))
            {
                int done = NarrowTranspose.PackEights(ref Unsafe.As<T, float>(ref from), ref Unsafe.As<T, float>(ref destination), rows, columns);
                (int moved, int restRows, int restColumns) = rows > columns ? (done * columns, rows - done, columns) : (done, rows, columns - done);
                Blocks(ref Unsafe.Add(ref from, moved), columns, ref Unsafe.Add(ref destination, rows > columns ? done : done * rows), rows, restRows, restColumns, block, default);
            }

            return;
        }

        Blocks(ref from, sourceStride, ref destination, destinationStride, rows, columns, block, share);
    }

    // Block by block, and what fills none.
    private static void Blocks<T>(ref T from, int sourceStride, ref T destination, int destinationStride, int rows, int columns, int block, Share share)
        where T : unmanaged
    {
        int blockRows = rows - rows % block, blockColumns = block == 1 ? 0 : columns - columns % block;
        for (int strip = 0; strip < blockColumns; strip += StripColumns)
        {
            int end = Math.Min(strip + StripColumns, blockColumns);
            for (int row = share.Part * BlockRows; row < blockRows; row += share.Parts * BlockRows)
            {
                Blocks(ref from, sourceStride, ref destination, destinationStride, row, Math.Min(row + BlockRows, blockRows), strip, end, block);
            }
        }

        if (blockRows < rows && share.Takes(0))
        {
            LastRows(ref from, sourceStride, ref destination, destinationStride, blockRows, rows, blockColumns, block);
        }

        if (blockColumns < columns && share.Takes(1))
        {
            LastColumns(ref from, sourceStride, ref destination, destinationStride, rows, blockColumns, columns, block);
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

    // Rows that fill no block: of many, blocks that overlap those before; of a few, each number to its place.
    [MethodImpl(Jit.OwnCode)]
    private static void LastRows<T>(ref T source, int sourceStride, ref T destination, int destinationStride, int firstRow, int endRow, int columns, int block)
        where T : unmanaged
    {
        if (endRow - firstRow > 2 && firstRow > 0)
        {
            Blocks(ref source, sourceStride, ref destination, destinationStride, endRow - block, endRow, 0, columns, block);
            return;
        }

        for (int row = firstRow; row < endRow; row++)
        {
            ref T from = ref Unsafe.Add(ref source, (nint)row * sourceStride);
            ref T to = ref Unsafe.Add(ref destination, row);
            for (int column = 0; column < columns; column++)
            {
                to = Unsafe.Add(ref from, column);
                to = ref Unsafe.Add(ref to, destinationStride);
            }
        }
    }

    // Columns that fill no block: the same.
    private static void LastColumns<T>(ref T source, int sourceStride, ref T destination, int destinationStride, int rows, int firstColumn, int endColumn, int block)
        where T : unmanaged
    {
        int done = 0;
        if (endColumn - firstColumn > 2 && firstColumn > 0 && rows >= block)
        {
            done = rows - (rows % block);
            Blocks(ref source, sourceStride, ref destination, destinationStride, 0, done, endColumn - block, endColumn, block);
            if (rows - done > 2)
            {
                Blocks(ref source, sourceStride, ref destination, destinationStride, rows - block, rows, endColumn - block, endColumn, block);
                return;
            }
        }

        Remainder(ref source, sourceStride, ref destination, destinationStride, done, rows, firstColumn, endColumn);
    }

    [MethodImpl(Jit.OwnCode)]
    private static void Remainder<T>(ref T source, int sourceStride, ref T destination, int destinationStride, int firstRow, int endRow, int firstColumn, int endColumn)
        where T : unmanaged
    {
        for (int column = firstColumn; column < endColumn; column++)
        {
            ref T from = ref Unsafe.Add(ref source, (nint)firstRow * sourceStride + column);
            ref T to = ref Unsafe.Add(ref destination, (nint)column * destinationStride + firstRow);
            int row = firstRow;
            for (; Unsafe.SizeOf<T>() == sizeof(uint) && row <= endRow - 4; row += 4)
            {
                Vector128.Create(Bits(ref from, 0), Bits(ref from, sourceStride), Bits(ref from, 2 * sourceStride), Bits(ref from, 3 * sourceStride)).StoreUnsafe(ref Unsafe.As<T, uint>(ref to));
                from = ref Unsafe.Add(ref from, 4 * sourceStride);
                to = ref Unsafe.Add(ref to, 4);
            }

            for (; row < endRow; row++)
            {
                to = from;
                from = ref Unsafe.Add(ref from, sourceStride);
                to = ref Unsafe.Add(ref to, 1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits<T>(ref T origin, int offset) => Unsafe.As<T, uint>(ref Unsafe.Add(ref origin, offset));

    [MethodImpl(Jit.OwnCode)]
    private static void Blocks<T>(ref T source, int sourceStride, ref T destination, int destinationStride, int firstRow, int endRow, int firstColumn, int endColumn, int block)
        where T : unmanaged
    {
        for (int column = firstColumn; column < endColumn; column += block)
        {
            for (int row = firstRow; row < endRow; row += block)
            {
                Block(
                    ref Unsafe.As<T, uint>(ref Unsafe.Add(ref source, (nint)row * sourceStride + column)), sourceStride,
                    ref Unsafe.As<T, uint>(ref Unsafe.Add(ref destination, (nint)column * destinationStride + row)), destinationStride, block);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref uint source, nint sourceStride, ref uint destination, nint destinationStride, int size)
    {
        if (size == 8)
        {
            Block8x8(ref source, sourceStride, ref destination, destinationStride);
        }
        else
        {
            Block4x4(ref source, sourceStride, ref destination, destinationStride);
        }
    }

    /// <summary>Eight by eight values of 32 bits: neighbouring rows interleaved, then their pairs, then halves of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block8x8(ref uint source, nint sourceStride, ref uint destination, nint destinationStride)
    {
        Quads(ref source, sourceStride, out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
        Quads(ref Unsafe.Add(ref source, 4 * sourceStride), sourceStride, out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3);
        ref float to = ref Unsafe.As<uint, float>(ref destination);
        Avx.Permute2x128(a0, b0, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(a1, b1, 0x20).StoreUnsafe(ref to, (nuint)destinationStride);
        Avx.Permute2x128(a2, b2, 0x20).StoreUnsafe(ref to, (nuint)(2 * destinationStride));
        Avx.Permute2x128(a3, b3, 0x20).StoreUnsafe(ref to, (nuint)(3 * destinationStride));
        Avx.Permute2x128(a0, b0, 0x31).StoreUnsafe(ref to, (nuint)(4 * destinationStride));
        Avx.Permute2x128(a1, b1, 0x31).StoreUnsafe(ref to, (nuint)(5 * destinationStride));
        Avx.Permute2x128(a2, b2, 0x31).StoreUnsafe(ref to, (nuint)(6 * destinationStride));
        Avx.Permute2x128(a3, b3, 0x31).StoreUnsafe(ref to, (nuint)(7 * destinationStride));
    }

    // Four rows of eight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quads(ref uint source, nint stride, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3)
    {
        ref float from = ref Unsafe.As<uint, float>(ref source);
        Quads(
            Vector256.LoadUnsafe(ref from), Vector256.LoadUnsafe(ref from, (nuint)stride), Vector256.LoadUnsafe(ref from, (nuint)(2 * stride)), Vector256.LoadUnsafe(ref from, (nuint)(3 * stride)),
            out c0, out c1, out c2, out c3);
    }

    /// <summary>Of four rows of eight: column i of the four, and column i + 4, in the halves of vector i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Quads(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3)
    {
        Vector256<float> low01 = Avx.UnpackLow(r0, r1), high01 = Avx.UnpackHigh(r0, r1), low23 = Avx.UnpackLow(r2, r3), high23 = Avx.UnpackHigh(r2, r3);
        c0 = Avx.Shuffle(low01, low23, 0x44);
        c1 = Avx.Shuffle(low01, low23, 0xEE);
        c2 = Avx.Shuffle(high01, high23, 0x44);
        c3 = Avx.Shuffle(high01, high23, 0xEE);
    }

    /// <summary>Four by four values of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block4x4(ref uint source, nint sourceStride, ref uint destination, nint destinationStride)
    {
        ref float from = ref Unsafe.As<uint, float>(ref source);
        ChannelsLast.Quads(
            Vector128.LoadUnsafe(ref from), Vector128.LoadUnsafe(ref from, (nuint)sourceStride),
            Vector128.LoadUnsafe(ref from, (nuint)(2 * sourceStride)), Vector128.LoadUnsafe(ref from, (nuint)(3 * sourceStride)),
            ref Unsafe.As<uint, float>(ref destination), (int)destinationStride);
    }
}
