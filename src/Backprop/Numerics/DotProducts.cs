using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>left · matrixᵀ as dot products of rows: both factors are read along the depth, as they lie, and lanes lie along it too. A transposed copy of the matrix,
/// as tiles want it, is not worth its time to a few rows.</summary>
internal static class DotProducts
{
    // Sums of lanes cost a row some steps each, a transposed copy all rows together some for each number of the matrix: with fewer than so many a row, the copy is quicker.
    private const int DepthPerRow = 6;

    // Where a whole tile of eight rows is left over, it makes the most of a copy.
    private const int FewestRows = 16;

    // A tile's sums where a lane is one register: 4 × 4 or 2 × 4; a row alone and few columns: 1 × 4.
    private const int TileColumns = 4, TileRows = 4;

    /// <summary>Whether a product of so many rows should go this way.</summary>
    /// <param name="rows">Rows of the whole result, whoever computes them.</param>
    /// <param name="depth">What is summed over.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreWorthwhile<TLane>(int rows, int depth)
        where TLane : struct, ILane<TLane> => rows < FewestRows && depth > TLane.Width / 2 && depth >= DepthPerRow * rows;

    /// <summary>result[row, column] = end(Σₖ left[row, k] · matrix[column, k]); each sum ends as <see cref="ILane{TSelf,T}.Sum"/> does, and the end starts it with zero.
    /// Behind both factors lies a lane of padding.</summary>
    /// <param name="left">The first of <paramref name="rows"/> × <paramref name="depth"/> values.</param>
    /// <param name="matrix">The first of <paramref name="columns"/> × <paramref name="depth"/> values.</param>
    /// <param name="depth">What is summed over.</param>
    /// <param name="aside">What the end reads.</param>
    /// <param name="result">Receives rows × columns values.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void Product<TLane, T, TEnd>(ref readonly T left, ref readonly T matrix, int depth, ref readonly T aside, ref T result, int rows, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int row = 0;
        if (TLane.IsWide && columns >= TileColumns)
        {
            for (; row < rows - 2; row += TileRows)
            {
                Tile4x4<TLane, T>(in Lanes.At(in left, row, depth), in matrix, depth, ref Lanes.Place(ref result, row, columns), int.Min(TileRows, rows - row), columns);
            }

            if (row == rows - 2)
            {
                Tile2x4<TLane, T>(in Lanes.At(in left, row, depth), in matrix, depth, ref Lanes.Place(ref result, row, columns), columns);
                row = rows;
            }
        }
        else if (rows > 1 && columns >= TileColumns)
        {
            HalfDotProducts.Product<TLane, T>(in left, in matrix, depth, ref result, rows, columns);
            row = rows;
        }

        for (; row < rows; row++)
        {
            Tile1x4<TLane, T>(in Lanes.At(in left, row, depth), in matrix, depth, ref Lanes.Place(ref result, row, columns), columns);
        }

        if (typeof(TEnd) != typeof(PlainEnd<TLane, T>))
        {
            End<TLane, T, TEnd>(in aside, ref result, rows, columns);
        }
    }

    // Four rows, of which the last ones may be the same.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile4x4<TLane, T>(ref readonly T left, ref readonly T matrix, int depth, ref T result, int rows, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int last = rows - 1, whole = depth & -TLane.Width, rest = depth - whole;
        ref readonly T x0 = ref left, x1 = ref Lanes.At(in left, int.Min(1, last), depth);
        ref readonly T x2 = ref Lanes.At(in left, int.Min(2, last), depth), x3 = ref Lanes.At(in left, last, depth);
        for (int tile = 0; tile < columns; tile += TileColumns)
        {
            int column = int.Min(tile, columns - TileColumns); // the last tile overlaps the one before: same inputs, same bits
            ref readonly T w0 = ref Lanes.At(in matrix, column, depth), w1 = ref Lanes.At(in w0, depth), w2 = ref Lanes.At(in w1, depth), w3 = ref Lanes.At(in w2, depth);
            TLane s00 = TLane.Zero, s01 = TLane.Zero, s02 = TLane.Zero, s03 = TLane.Zero, s10 = TLane.Zero, s11 = TLane.Zero, s12 = TLane.Zero, s13 = TLane.Zero;
            TLane s20 = TLane.Zero, s21 = TLane.Zero, s22 = TLane.Zero, s23 = TLane.Zero, s30 = TLane.Zero, s31 = TLane.Zero, s32 = TLane.Zero, s33 = TLane.Zero;
            for (int k = 0; k < whole; k += TLane.Width)
            {
                TLane a = TLane.Load(in w0, k), b = TLane.Load(in w1, k), c = TLane.Load(in w2, k), d = TLane.Load(in w3, k);
                Lanes.MultiplyAdd(TLane.Load(in x0, k), a, b, c, d, ref s00, ref s01, ref s02, ref s03);
                Lanes.MultiplyAdd(TLane.Load(in x1, k), a, b, c, d, ref s10, ref s11, ref s12, ref s13);
                Lanes.MultiplyAdd(TLane.Load(in x2, k), a, b, c, d, ref s20, ref s21, ref s22, ref s23);
                Lanes.MultiplyAdd(TLane.Load(in x3, k), a, b, c, d, ref s30, ref s31, ref s32, ref s33);
            }

            if (rest > 0)
            {
                TLane a = First<TLane, T>(in w0, whole, rest), b = First<TLane, T>(in w1, whole, rest);
                TLane c = First<TLane, T>(in w2, whole, rest), d = First<TLane, T>(in w3, whole, rest);
                Lanes.MultiplyAdd(First<TLane, T>(in x0, whole, rest), a, b, c, d, ref s00, ref s01, ref s02, ref s03);
                Lanes.MultiplyAdd(First<TLane, T>(in x1, whole, rest), a, b, c, d, ref s10, ref s11, ref s12, ref s13);
                Lanes.MultiplyAdd(First<TLane, T>(in x2, whole, rest), a, b, c, d, ref s20, ref s21, ref s22, ref s23);
                Lanes.MultiplyAdd(First<TLane, T>(in x3, whole, rest), a, b, c, d, ref s30, ref s31, ref s32, ref s33);
            }

            DotSums.Store(
                s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33,
                ref result, column, int.Min(1, last) * columns, int.Min(2, last) * columns, last * columns);
        }
    }

    [MethodImpl(Jit.OwnCode)]
    private static void Tile2x4<TLane, T>(ref readonly T left, ref readonly T matrix, int depth, ref T result, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int whole = depth & -TLane.Width, rest = depth - whole;
        ref readonly T x0 = ref left, x1 = ref Lanes.At(in left, depth);
        for (int tile = 0; tile < columns; tile += TileColumns)
        {
            int column = int.Min(tile, columns - TileColumns);
            ref readonly T w0 = ref Lanes.At(in matrix, column, depth), w1 = ref Lanes.At(in w0, depth), w2 = ref Lanes.At(in w1, depth), w3 = ref Lanes.At(in w2, depth);
            TLane s00 = TLane.Zero, s01 = TLane.Zero, s02 = TLane.Zero, s03 = TLane.Zero, s10 = TLane.Zero, s11 = TLane.Zero, s12 = TLane.Zero, s13 = TLane.Zero;
            for (int k = 0; k < whole; k += TLane.Width)
            {
                TLane a = TLane.Load(in w0, k), b = TLane.Load(in w1, k), c = TLane.Load(in w2, k), d = TLane.Load(in w3, k);
                Lanes.MultiplyAdd(TLane.Load(in x0, k), a, b, c, d, ref s00, ref s01, ref s02, ref s03);
                Lanes.MultiplyAdd(TLane.Load(in x1, k), a, b, c, d, ref s10, ref s11, ref s12, ref s13);
            }

            if (rest > 0)
            {
                TLane a = First<TLane, T>(in w0, whole, rest), b = First<TLane, T>(in w1, whole, rest);
                TLane c = First<TLane, T>(in w2, whole, rest), d = First<TLane, T>(in w3, whole, rest);
                Lanes.MultiplyAdd(First<TLane, T>(in x0, whole, rest), a, b, c, d, ref s00, ref s01, ref s02, ref s03);
                Lanes.MultiplyAdd(First<TLane, T>(in x1, whole, rest), a, b, c, d, ref s10, ref s11, ref s12, ref s13);
            }

            DotSums.Store(s00, s01, s02, s03, ref result, column);
            DotSums.Store(s10, s11, s12, s13, ref result, columns + column);
        }
    }

    // A row; of fewer columns than four, the last one several times.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile1x4<TLane, T>(ref readonly T left, ref readonly T matrix, int depth, ref T result, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int whole = depth & -TLane.Width, rest = depth - whole, last = int.Min(TileColumns, columns) - 1;
        nint to1 = (nint)int.Min(1, last) * depth, to2 = (nint)int.Min(2, last) * depth, to3 = (nint)last * depth;
        for (int tile = 0; tile < columns; tile += TileColumns)
        {
            int column = int.Min(tile, columns - 1 - last);
            ref readonly T w0 = ref Lanes.At(in matrix, column, depth);
            ref readonly T w1 = ref Unsafe.Add(ref Unsafe.AsRef(in w0), to1), w2 = ref Unsafe.Add(ref Unsafe.AsRef(in w0), to2), w3 = ref Unsafe.Add(ref Unsafe.AsRef(in w0), to3);
            TLane s0 = TLane.Zero, s1 = TLane.Zero, s2 = TLane.Zero, s3 = TLane.Zero;
            for (int k = 0; k < whole; k += TLane.Width)
            {
                Lanes.MultiplyAdd(TLane.Load(in left, k), TLane.Load(in w0, k), TLane.Load(in w1, k), TLane.Load(in w2, k), TLane.Load(in w3, k), ref s0, ref s1, ref s2, ref s3);
            }

            if (rest > 0)
            {
                TLane x = First<TLane, T>(in left, whole, rest);
                s0 = TLane.MultiplyAdd(x, First<TLane, T>(in w0, whole, rest), s0);
                s1 = TLane.MultiplyAdd(x, First<TLane, T>(in w1, whole, rest), s1);
                s2 = TLane.MultiplyAdd(x, First<TLane, T>(in w2, whole, rest), s2);
                s3 = TLane.MultiplyAdd(x, First<TLane, T>(in w3, whole, rest), s3);
            }

            if (last == TileColumns - 1)
            {
                DotSums.Store(s0, s1, s2, s3, ref result, column);
            }
            else
            {
                Lanes.StoreSum(s2, ref result, last);
                Lanes.StoreSum(s1, ref result, int.Min(1, last));
                Lanes.StoreSum(s0, ref result, 0);
            }
        }
    }

    // The first numbers of a lane, and zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane First<TLane, T>(ref readonly T source, int offset, int count)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged => TLane.KeepFirst(TLane.Load(in source, offset), count);

    // What becomes of the sums. What an end reads aside may end with the last lane: that one is whole and overlaps the one before, and is computed before that is stored.
    [MethodImpl(Jit.OwnCode)]
    private static void End<TLane, T, TEnd>(ref readonly T aside, ref T result, int rows, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int count = rows * columns, last = count - TLane.Width;
        if (columns < TLane.Width)
        {
            for (int place = 0; place < count; place += columns)
            {
                TLane.StorePartial(TEnd.Finish(TLane.LoadPartial(in result, place, columns), in aside, place), ref result, place, columns);
            }

            return;
        }

        TLane end = TEnd.Finish(TLane.Load(in result, last), in aside, last);
        for (int place = 0; place < last; place += TLane.Width)
        {
            TLane.Store(TEnd.Finish(TLane.Load(in result, place), in aside, place), ref result, place);
        }

        TLane.Store(end, ref result, last);
    }
}
