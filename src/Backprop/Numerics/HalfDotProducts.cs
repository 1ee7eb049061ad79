using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>left · matrixᵀ as dot products of rows (<see cref="DotProducts"/>) where a lane is several registers: the lower halves of a tile's sums first, then the upper ones,
/// so that three rows × four columns fit into 16 registers. Joined, the halves are what whole lanes make: the same bits.</summary>
internal static class HalfDotProducts
{
    private const int TileColumns = 4;

    // Rows of the matrix that all rows of the result use before the next ones, in bytes: they stay in the first-level cache.
    private const int ChunkBytes = 1 << 14;

    /// <summary>result[row, column] = Σₖ left[row, k] · matrix[column, k]. Behind both factors lies a lane of padding.</summary>
    /// <param name="left">The first of <paramref name="rows"/> × <paramref name="depth"/> values.</param>
    /// <param name="matrix">The first of <paramref name="columns"/> × <paramref name="depth"/> values.</param>
    /// <param name="depth">What is summed over.</param>
    /// <param name="result">Receives rows × columns values.</param>
    /// <param name="rows">Rows of the result: at least two.</param>
    /// <param name="columns">Columns of the result: at least four.</param>
    public static void Product<TLane, T>(ref readonly T left, ref readonly T matrix, int depth, ref T result, int rows, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int chunk = int.Max(TileColumns, (ChunkBytes / Unsafe.SizeOf<T>() / depth) & -TileColumns);
        for (int start = 0; start < columns; start += chunk)
        {
            int row = 0, end = int.Min(start + chunk, columns);
            for (; rows - row is 3 or > 4; row += 3)
            {
                Tile3x4<TLane, T>(in Lanes.At(in left, row, depth), in matrix, depth, ref Lanes.Place(ref result, row, columns), columns, start, end);
            }

            for (; row < rows; row += 2)
            {
                Tile2x4<TLane, T>(in Lanes.At(in left, row, depth), in matrix, depth, ref Lanes.Place(ref result, row, columns), columns, start, end);
            }
        }
    }

    // Three rows, some columns: seven loads for twelve multiplications.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile3x4<TLane, T>(ref readonly T left, ref readonly T matrix, int depth, ref T result, int columns, int start, int end)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Sums<TLane> lower = default;
        ref T kept = ref Unsafe.As<Sums<TLane>, T>(ref lower);
        int whole = depth & -TLane.Width, rest = depth - whole;
        ref readonly T x0 = ref left, x1 = ref Lanes.At(in x0, depth), x2 = ref Lanes.At(in x1, depth);
        for (int tile = start; tile < end; tile += TileColumns)
        {
            int column = int.Min(tile, columns - TileColumns); // the last tile overlaps the one before: same inputs, same bits
            ref readonly T w0 = ref Lanes.At(in matrix, column, depth), w1 = ref Lanes.At(in w0, depth), w2 = ref Lanes.At(in w1, depth), w3 = ref Lanes.At(in w2, depth);
            for (int half = 0; half < TLane.Width; half += TLane.Width / 2)
            {
                TLane s00 = TLane.Zero, s01 = TLane.Zero, s02 = TLane.Zero, s03 = TLane.Zero, s10 = TLane.Zero, s11 = TLane.Zero, s12 = TLane.Zero, s13 = TLane.Zero;
                TLane s20 = TLane.Zero, s21 = TLane.Zero, s22 = TLane.Zero, s23 = TLane.Zero;
                int stop = whole + half;
                for (int k = half; k < stop; k += TLane.Width)
                {
                    TLane a = TLane.LoadHalf(in x0, k), b = TLane.LoadHalf(in x1, k), c = TLane.LoadHalf(in x2, k);
                    Add(TLane.LoadHalf(in w0, k), a, b, c, ref s00, ref s10, ref s20);
                    Add(TLane.LoadHalf(in w1, k), a, b, c, ref s01, ref s11, ref s21);
                    Add(TLane.LoadHalf(in w2, k), a, b, c, ref s02, ref s12, ref s22);
                    Add(TLane.LoadHalf(in w3, k), a, b, c, ref s03, ref s13, ref s23);
                }

                if (rest > 0)
                {
                    int count = rest - half;
                    TLane a = First<TLane, T>(in x0, stop, count), b = First<TLane, T>(in x1, stop, count), c = First<TLane, T>(in x2, stop, count);
                    Add(First<TLane, T>(in w0, stop, count), a, b, c, ref s00, ref s10, ref s20);
                    Add(First<TLane, T>(in w1, stop, count), a, b, c, ref s01, ref s11, ref s21);
                    Add(First<TLane, T>(in w2, stop, count), a, b, c, ref s02, ref s12, ref s22);
                    Add(First<TLane, T>(in w3, stop, count), a, b, c, ref s03, ref s13, ref s23);
                }

                if (half == 0)
                {
                    Keep(s00, s01, s02, s03, ref kept, 0);
                    Keep(s10, s11, s12, s13, ref kept, 1);
                    Keep(s20, s21, s22, s23, ref kept, 2);
                }
                else
                {
                    Store(s00, s01, s02, s03, in kept, 0, ref result, column);
                    Store(s10, s11, s12, s13, in kept, 1, ref result, column + columns);
                    Store(s20, s21, s22, s23, in kept, 2, ref result, column + (2 * columns));
                }
            }
        }
    }

    [MethodImpl(Jit.OwnCode)]
    private static void Tile2x4<TLane, T>(ref readonly T left, ref readonly T matrix, int depth, ref T result, int columns, int start, int end)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Sums<TLane> lower = default;
        ref T kept = ref Unsafe.As<Sums<TLane>, T>(ref lower);
        int whole = depth & -TLane.Width, rest = depth - whole;
        ref readonly T x0 = ref left, x1 = ref Lanes.At(in x0, depth);
        for (int tile = start; tile < end; tile += TileColumns)
        {
            int column = int.Min(tile, columns - TileColumns);
            ref readonly T w0 = ref Lanes.At(in matrix, column, depth), w1 = ref Lanes.At(in w0, depth), w2 = ref Lanes.At(in w1, depth), w3 = ref Lanes.At(in w2, depth);
            for (int half = 0; half < TLane.Width; half += TLane.Width / 2)
            {
                TLane s00 = TLane.Zero, s01 = TLane.Zero, s02 = TLane.Zero, s03 = TLane.Zero, s10 = TLane.Zero, s11 = TLane.Zero, s12 = TLane.Zero, s13 = TLane.Zero;
                int stop = whole + half;
                for (int k = half; k < stop; k += TLane.Width)
                {
                    TLane a = TLane.LoadHalf(in x0, k), b = TLane.LoadHalf(in x1, k);
                    Add(TLane.LoadHalf(in w0, k), a, b, ref s00, ref s10);
                    Add(TLane.LoadHalf(in w1, k), a, b, ref s01, ref s11);
                    Add(TLane.LoadHalf(in w2, k), a, b, ref s02, ref s12);
                    Add(TLane.LoadHalf(in w3, k), a, b, ref s03, ref s13);
                }

                if (rest > 0)
                {
                    int count = rest - half;
                    TLane a = First<TLane, T>(in x0, stop, count), b = First<TLane, T>(in x1, stop, count);
                    Add(First<TLane, T>(in w0, stop, count), a, b, ref s00, ref s10);
                    Add(First<TLane, T>(in w1, stop, count), a, b, ref s01, ref s11);
                    Add(First<TLane, T>(in w2, stop, count), a, b, ref s02, ref s12);
                    Add(First<TLane, T>(in w3, stop, count), a, b, ref s03, ref s13);
                }

                if (half == 0)
                {
                    Keep(s00, s01, s02, s03, ref kept, 0);
                    Keep(s10, s11, s12, s13, ref kept, 1);
                }
                else
                {
                    Store(s00, s01, s02, s03, in kept, 0, ref result, column);
                    Store(s10, s11, s12, s13, in kept, 1, ref result, column + columns);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLane>(TLane w, TLane a, TLane b, TLane c, ref TLane s0, ref TLane s1, ref TLane s2)
        where TLane : struct, ILane<TLane>
    {
        TLane.AddHalfProduct(ref s0, a, w);
        TLane.AddHalfProduct(ref s1, b, w);
        TLane.AddHalfProduct(ref s2, c, w);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLane>(TLane w, TLane a, TLane b, ref TLane s0, ref TLane s1)
        where TLane : struct, ILane<TLane>
    {
        TLane.AddHalfProduct(ref s0, a, w);
        TLane.AddHalfProduct(ref s1, b, w);
    }

    // The first numbers of half a lane, or none, and zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane First<TLane, T>(ref readonly T source, int offset, int count)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged => TLane.KeepFirst(TLane.LoadHalf(in source, offset), count);

    // The lower halves of a row's sums, until the upper ones are there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TLane, T>(TLane a, TLane b, TLane c, TLane d, ref T kept, int row)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int place = row * TileColumns * TLane.Width / 2;
        TLane.StoreHalf(a, ref kept, place);
        TLane.StoreHalf(b, ref kept, place + (TLane.Width / 2));
        TLane.StoreHalf(c, ref kept, place + TLane.Width);
        TLane.StoreHalf(d, ref kept, place + (3 * TLane.Width / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLane, T>(TLane a, TLane b, TLane c, TLane d, ref readonly T kept, int row, ref T result, int place)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int from = row * TileColumns * TLane.Width / 2;
        TLane.AddHalf(ref a, TLane.LoadHalf(in kept, from));
        TLane.AddHalf(ref b, TLane.LoadHalf(in kept, from + (TLane.Width / 2)));
        TLane.AddHalf(ref c, TLane.LoadHalf(in kept, from + TLane.Width));
        TLane.AddHalf(ref d, TLane.LoadHalf(in kept, from + (3 * TLane.Width / 2)));
        DotSums.StoreHalves(a, b, c, d, ref result, place);
    }

    // Twelve halves.
    [InlineArray(6)]
    private struct Sums<TLane>
        where TLane : struct
    {
        private TLane first;
    }
}
