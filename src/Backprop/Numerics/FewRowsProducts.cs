using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>left · right of a few rows, where lanes are one register. The right factor passes once for up to four rows, and as much of each of its rows at a time as sums fit into
/// registers: what lies side by side comes from the second-level cache sooner.</summary>
internal static class FewRowsProducts
{
    // Five rows and more have tiles of as many (Tiles).
    private const int FewestRows = 2, MostRows = 4;

    /// <summary>Whether a product should go this way: to the same bits as any other.</summary>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreWorthwhile<TLane>(int rows, int columns)
        where TLane : struct, ILane<TLane> => TLane.IsWide && rows is >= FewestRows and <= MostRows && columns >= 4 * TLane.Width;

    /// <summary>result[row, column] = end(start + Σₖ left[row, k] · right[k, column]), added in the order of k.</summary>
    /// <param name="left">The left factor's first row.</param>
    /// <param name="leftRow">Values from one of its rows to the next.</param>
    /// <param name="right">The first of <paramref name="depth"/> × <paramref name="columns"/> values.</param>
    /// <param name="depth">What is summed over.</param>
    /// <param name="aside">What the start and the end of sums read.</param>
    /// <param name="result">Receives rows × columns values.</param>
    /// <param name="rows">Rows of the result: two to four.</param>
    /// <param name="columns">Columns of the result: at least four lanes.</param>
    public static void Product<TLane, T, TEnd>(ref readonly T left, int leftRow, ref readonly T right, int depth, ref readonly T aside, ref T result, int rows, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int column = 0;
        if (rows == 2 && columns > 6 * TLane.Width)
        {
            column = Covered(columns, 8 * TLane.Width, 4 * TLane.Width);
            Tile2x8<TLane, T, TEnd>(in left, leftRow, in right, depth, in aside, ref result, columns, column);
        }

        int rest = columns - column, four = Covered(rest, 4 * TLane.Width, 2 * TLane.Width);
        Tile4x4<TLane, T, TEnd>(in left, leftRow, in right, depth, in aside, ref result, rows, columns, column, column + four);
        if (four < rest)
        {
            Tiles<TLane, T>.LastLanes<TEnd>(in left, leftRow, in right, depth, in aside, ref result, rows, columns, column + four);
        }
    }

    // The columns that tiles of so many go through: the last one only where more than some would be left over.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Covered(int columns, int tile, int some)
    {
        int rest = columns % tile;
        return rest > some ? columns : columns - rest;
    }

    // Two rows; of at least seven lanes, the last two of which start early enough to be whole.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile2x8<TLane, T, TEnd>(
        ref readonly T left, int leftRow, ref readonly T right, int depth, ref readonly T aside, ref T result, int columns, int end)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEnd : struct, ITileEnd<TLane, T>
    {
        ref readonly T x0 = ref left, x1 = ref Lanes.At(in x0, leftRow);
        for (int tile = 0; tile < end; tile += 8 * TLane.Width)
        {
            int column = int.Max(0, int.Min(tile, columns - (8 * TLane.Width))); // the last tile overlaps the one before: same inputs, same bits
            int last = columns - TLane.Width - column, c6 = int.Min(6 * TLane.Width, last), c7 = int.Min(7 * TLane.Width, last);
            ref readonly T w = ref Lanes.At(in right, column);
            TLane s00 = TEnd.Start(in aside, column), s01 = TEnd.Start(in aside, column + TLane.Width);
            TLane s02 = TEnd.Start(in aside, column + (2 * TLane.Width)), s03 = TEnd.Start(in aside, column + (3 * TLane.Width));
            TLane s04 = TEnd.Start(in aside, column + (4 * TLane.Width)), s05 = TEnd.Start(in aside, column + (5 * TLane.Width));
            TLane s06 = TEnd.Start(in aside, column + c6), s07 = TEnd.Start(in aside, column + c7);
            TLane s10 = s00, s11 = s01, s12 = s02, s13 = s03, s14 = s04, s15 = s05, s16 = s06, s17 = s07;
            for (int k = 0; k < depth; k++)
            {
                TLane w0 = TLane.Load(in w, 0), w1 = TLane.Load(in w, TLane.Width), w2 = TLane.Load(in w, 2 * TLane.Width), w3 = TLane.Load(in w, 3 * TLane.Width);
                Lanes.MultiplyAdd(TLane.Broadcast(in x0, k), w0, w1, w2, w3, ref s00, ref s01, ref s02, ref s03);
                Lanes.MultiplyAdd(TLane.Broadcast(in x1, k), w0, w1, w2, w3, ref s10, ref s11, ref s12, ref s13);
                TLane w4 = TLane.Load(in w, 4 * TLane.Width), w5 = TLane.Load(in w, 5 * TLane.Width), w6 = TLane.Load(in w, c6), w7 = TLane.Load(in w, c7);
                Lanes.MultiplyAdd(TLane.Broadcast(in x0, k), w4, w5, w6, w7, ref s04, ref s05, ref s06, ref s07);
                Lanes.MultiplyAdd(TLane.Broadcast(in x1, k), w4, w5, w6, w7, ref s14, ref s15, ref s16, ref s17);
                w = ref Lanes.At(in w, columns);
            }

            int to0 = column, to1 = to0 + columns;
            Finish<TLane, T, TEnd>(s00, s01, s02, s03, in aside, ref result, to0);
            Tiles<TLane, T>.Store<TEnd>(s04, s05, in aside, ref result, to0 + (4 * TLane.Width), to0 + (5 * TLane.Width));
            Tiles<TLane, T>.Store<TEnd>(s06, s07, in aside, ref result, to0 + c6, to0 + c7);
            Finish<TLane, T, TEnd>(s10, s11, s12, s13, in aside, ref result, to1);
            Tiles<TLane, T>.Store<TEnd>(s14, s15, in aside, ref result, to1 + (4 * TLane.Width), to1 + (5 * TLane.Width));
            Tiles<TLane, T>.Store<TEnd>(s16, s17, in aside, ref result, to1 + c6, to1 + c7);
        }
    }

    // Up to four rows; where there are fewer, the last one is computed again.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile4x4<TLane, T, TEnd>(
        ref readonly T left, int leftRow, ref readonly T right, int depth, ref readonly T aside, ref T result, int rows, int columns, int start, int end)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int row2 = int.Min(2, rows - 1), row3 = int.Min(3, rows - 1);
        ref readonly T x0 = ref left, x1 = ref Lanes.At(in left, leftRow);
        ref readonly T x2 = ref Lanes.At(in left, row2, leftRow), x3 = ref Lanes.At(in left, row3, leftRow);
        for (int tile = start; tile < end; tile += 4 * TLane.Width)
        {
            int column = int.Min(tile, columns - (4 * TLane.Width)); // the last tile overlaps the one before: same inputs, same bits
            ref readonly T w = ref Lanes.At(in right, column);
            TLane s00 = TEnd.Start(in aside, column), s01 = TEnd.Start(in aside, column + TLane.Width);
            TLane s02 = TEnd.Start(in aside, column + (2 * TLane.Width)), s03 = TEnd.Start(in aside, column + (3 * TLane.Width));
            TLane s10 = s00, s11 = s01, s12 = s02, s13 = s03;
            TLane s20 = s00, s21 = s01, s22 = s02, s23 = s03;
            TLane s30 = s00, s31 = s01, s32 = s02, s33 = s03;
            for (int k = 0; k < depth; k++)
            {
                TLane w0 = TLane.Load(in w, 0), w1 = TLane.Load(in w, TLane.Width), w2 = TLane.Load(in w, 2 * TLane.Width), w3 = TLane.Load(in w, 3 * TLane.Width);
                Lanes.MultiplyAdd(TLane.Broadcast(in x0, k), w0, w1, w2, w3, ref s00, ref s01, ref s02, ref s03);
                Lanes.MultiplyAdd(TLane.Broadcast(in x1, k), w0, w1, w2, w3, ref s10, ref s11, ref s12, ref s13);
                Lanes.MultiplyAdd(TLane.Broadcast(in x2, k), w0, w1, w2, w3, ref s20, ref s21, ref s22, ref s23);
                Lanes.MultiplyAdd(TLane.Broadcast(in x3, k), w0, w1, w2, w3, ref s30, ref s31, ref s32, ref s33);
                w = ref Lanes.At(in w, columns);
            }

            Finish<TLane, T, TEnd>(s00, s01, s02, s03, in aside, ref result, column);
            int to1 = columns + column;
            Finish<TLane, T, TEnd>(s10, s11, s12, s13, in aside, ref result, to1);
            int to2 = (row2 * columns) + column;
            Finish<TLane, T, TEnd>(s20, s21, s22, s23, in aside, ref result, to2);
            int to3 = (row3 * columns) + column;
            Finish<TLane, T, TEnd>(s30, s31, s32, s33, in aside, ref result, to3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLane, T, TEnd>(TLane a, TLane b, TLane c, TLane d, ref readonly T aside, ref T result, int place)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEnd : struct, ITileEnd<TLane, T>
    {
        Tiles<TLane, T>.Store<TEnd>(a, b, in aside, ref result, place, place + TLane.Width);
        Tiles<TLane, T>.Store<TEnd>(c, d, in aside, ref result, place + (2 * TLane.Width), place + (3 * TLane.Width));
    }
}
