using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>Tiles for lanes that are a register each, of which there are 32: sixteen sums.</content>
public static partial class Tiles<TLane, T>
{
    // Columns in pairs of lanes, the last of which start early enough to be whole; and what is left, a single lane.
    [MethodImpl(Jit.OwnCode)]
    private static void Wide<TEnd>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int depth, ref readonly T aside, ref T result, int rows, int columns, int start, int end)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int whole = rows < WideRows ? 0 : rows % WideRows > RestRows ? rows : rows - (rows % WideRows); // rows for tiles of 8
        for (int column = start; column < end; column += 2 * TLane.Width)
        {
            ref readonly T panel = ref right.At(column);
            bool isPair = columns - column > TLane.Width;
            int last = int.Max(0, int.Min(column + TLane.Width, columns - TLane.Width));
            if (isPair && whole > 0)
            {
                Tile8x2<TEnd>(in left, leftRow, leftStep, in panel, right.Step, depth, in aside, ref result, whole, columns, column, last);
            }

            if (isPair && whole < rows && rows - whole <= 2)
            {
                Tile2x2<TEnd>(in left, leftRow, leftStep, in panel, right.Step, depth, in aside, ref result, whole, rows - 1, columns, column, last);
            }
            else if (isPair && whole < rows)
            {
                Tile4x2<TEnd>(in left, leftRow, leftStep, in panel, right.Step, depth, in aside, ref result, whole, rows, columns, column, last);
            }

            if (!isPair && whole > 0)
            {
                Tile8x1<TEnd>(in left, leftRow, leftStep, in panel, right.Step, depth, in aside, ref result, whole, columns, last);
            }

            if (!isPair && whole < rows)
            {
                Tile4x1<TEnd>(in left, leftRow, leftStep, in panel, right.Step, depth, in aside, ref result, whole, rows, columns, last);
            }
        }
    }

    /// <summary>Four rows at a time, the last two lanes of columns or the last one, from <paramref name="column"/> on: what larger tiles leave over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LastLanes<TEnd>(
        ref readonly T left, int leftRow, ref readonly T right, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int last = columns - TLane.Width;
        if (column < last)
        {
            Tile4x2<TEnd>(in left, leftRow, 1, in right, columns, depth, in aside, ref result, from, rows, columns, column, last);
        }
        else
        {
            Tile4x1<TEnd>(in left, leftRow, 1, in right, columns, depth, in aside, ref result, from, rows, columns, last);
        }
    }

    // 8 rows × 2 lanes of sums, one register each.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile8x2<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int rows, int columns, int c0, int c1)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        for (int tile = 0; tile < rows; tile += 8)
        {
            int row = int.Min(tile, rows - 8); // the last tile overlaps the one before: same inputs, same bits
            if (leftStep > 1 && step < columns)
            {
                Prefetch.Block(ref Lanes.Place(ref result, row, columns), c0, columns, 8); // a large gradient comes from far away: it is here when the sums are
            }

            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), w = ref right;
            ref readonly T x1 = ref Lanes.At(in x0, leftRow), x2 = ref Lanes.At(in x1, leftRow), x3 = ref Lanes.At(in x2, leftRow), x4 = ref Lanes.At(in x3, leftRow);
            ref readonly T x5 = ref Lanes.At(in x4, leftRow), x6 = ref Lanes.At(in x5, leftRow), x7 = ref Lanes.At(in x6, leftRow);
            TLane s00 = TEnd.Start(in aside, c0), s01 = TEnd.Start(in aside, c1);
            TLane s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00, s60 = s00, s70 = s00;
            TLane s11 = s01, s21 = s01, s31 = s01, s41 = s01, s51 = s01, s61 = s01, s71 = s01;
            for (int k = 0, at = 0; k < depth; k++, at += leftStep)
            {
                TLane w0 = TLane.Load(in w, c0), w1 = TLane.Load(in w, c1);
                Lanes.MultiplyAdd(TLane.Broadcast(in x0, at), w0, w1, ref s00, ref s01);
                Lanes.MultiplyAdd(TLane.Broadcast(in x1, at), w0, w1, ref s10, ref s11);
                Lanes.MultiplyAdd(TLane.Broadcast(in x2, at), w0, w1, ref s20, ref s21);
                Lanes.MultiplyAdd(TLane.Broadcast(in x3, at), w0, w1, ref s30, ref s31);
                Lanes.MultiplyAdd(TLane.Broadcast(in x4, at), w0, w1, ref s40, ref s41);
                Lanes.MultiplyAdd(TLane.Broadcast(in x5, at), w0, w1, ref s50, ref s51);
                Lanes.MultiplyAdd(TLane.Broadcast(in x6, at), w0, w1, ref s60, ref s61);
                Lanes.MultiplyAdd(TLane.Broadcast(in x7, at), w0, w1, ref s70, ref s71);
                w = ref Lanes.At(in w, step);
            }

            int to = row * columns;
            Store<TEnd>(s00, s01, in aside, ref result, to + c0, to + c1);
            to += columns;
            Store<TEnd>(s10, s11, in aside, ref result, to + c0, to + c1);
            to += columns;
            Store<TEnd>(s20, s21, in aside, ref result, to + c0, to + c1);
            to += columns;
            Store<TEnd>(s30, s31, in aside, ref result, to + c0, to + c1);
            to += columns;
            Store<TEnd>(s40, s41, in aside, ref result, to + c0, to + c1);
            to += columns;
            Store<TEnd>(s50, s51, in aside, ref result, to + c0, to + c1);
            to += columns;
            Store<TEnd>(s60, s61, in aside, ref result, to + c0, to + c1);
            to += columns;
            Store<TEnd>(s70, s71, in aside, ref result, to + c0, to + c1);
        }
    }

    // 4 rows × 2 lanes of sums, for a few rows; where there are fewer than 4, the last one is computed again.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile4x2<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int c0, int c1)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        for (int row = from; row < rows; row += 4)
        {
            int row1 = int.Min(row + 1, rows - 1), row2 = int.Min(row + 2, rows - 1), row3 = int.Min(row + 3, rows - 1);
            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), x1 = ref Lanes.At(in left, row1 * leftRow);
            ref readonly T x2 = ref Lanes.At(in left, row2 * leftRow), x3 = ref Lanes.At(in left, row3 * leftRow), w = ref right;
            TLane s00 = TEnd.Start(in aside, c0), s01 = TEnd.Start(in aside, c1);
            TLane s10 = s00, s20 = s00, s30 = s00;
            TLane s11 = s01, s21 = s01, s31 = s01;
            for (int k = 0, at = 0; k < depth; k++, at += leftStep)
            {
                TLane w0 = TLane.Load(in w, c0), w1 = TLane.Load(in w, c1);
                Lanes.MultiplyAdd(TLane.Broadcast(in x0, at), w0, w1, ref s00, ref s01);
                Lanes.MultiplyAdd(TLane.Broadcast(in x1, at), w0, w1, ref s10, ref s11);
                Lanes.MultiplyAdd(TLane.Broadcast(in x2, at), w0, w1, ref s20, ref s21);
                Lanes.MultiplyAdd(TLane.Broadcast(in x3, at), w0, w1, ref s30, ref s31);
                w = ref Lanes.At(in w, step);
            }

            int to = row * columns;
            Store<TEnd>(s00, s01, in aside, ref result, to + c0, to + c1);
            to = row1 * columns;
            Store<TEnd>(s10, s11, in aside, ref result, to + c0, to + c1);
            to = row2 * columns;
            Store<TEnd>(s20, s21, in aside, ref result, to + c0, to + c1);
            to = row3 * columns;
            Store<TEnd>(s30, s31, in aside, ref result, to + c0, to + c1);
        }
    }

    // Two rows × 2 lanes of sums; the two may be the same. They take half as long as four, for the sums' latency.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile2x2<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int row, int row1, int columns, int c0, int c1)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        ref readonly T x0 = ref Lanes.At(in left, row * leftRow), x1 = ref Lanes.At(in left, row1 * leftRow), w = ref right;
        TLane s00 = TEnd.Start(in aside, c0), s01 = TEnd.Start(in aside, c1), s10 = s00, s11 = s01;
        for (int k = 0, at = 0; k < depth; k++, at += leftStep)
        {
            TLane w0 = TLane.Load(in w, c0), w1 = TLane.Load(in w, c1);
            Lanes.MultiplyAdd(TLane.Broadcast(in x0, at), w0, w1, ref s00, ref s01);
            Lanes.MultiplyAdd(TLane.Broadcast(in x1, at), w0, w1, ref s10, ref s11);
            w = ref Lanes.At(in w, step);
        }

        int to = row * columns;
        Store<TEnd>(s00, s01, in aside, ref result, to + c0, to + c1);
        to = row1 * columns;
        Store<TEnd>(s10, s11, in aside, ref result, to + c0, to + c1);
    }

    // 8 rows × 1 lane of sums, one register each.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile8x1<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int rows, int columns, int c0)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int count = int.Min(TLane.Width, columns);
        for (int tile = 0; tile < rows; tile += 8)
        {
            int row = int.Min(tile, rows - 8); // the last tile overlaps the one before: same inputs, same bits
            if (leftStep > 1 && step < columns)
            {
                Prefetch.Block(ref Lanes.Place(ref result, row, columns), c0, columns, 8); // a large gradient comes from far away: it is here when the sums are
            }

            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), w = ref right;
            ref readonly T x1 = ref Lanes.At(in x0, leftRow), x2 = ref Lanes.At(in x1, leftRow), x3 = ref Lanes.At(in x2, leftRow), x4 = ref Lanes.At(in x3, leftRow);
            ref readonly T x5 = ref Lanes.At(in x4, leftRow), x6 = ref Lanes.At(in x5, leftRow), x7 = ref Lanes.At(in x6, leftRow);
            TLane s00 = TEnd.Start(in aside, c0);
            TLane s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00, s60 = s00, s70 = s00;
            for (int k = 0, at = 0; k < depth; k++, at += leftStep)
            {
                TLane w0 = TLane.Load(in w, c0);
                TLane.AddScaled(ref s00, w0, in x0, at);
                TLane.AddScaled(ref s10, w0, in x1, at);
                TLane.AddScaled(ref s20, w0, in x2, at);
                TLane.AddScaled(ref s30, w0, in x3, at);
                TLane.AddScaled(ref s40, w0, in x4, at);
                TLane.AddScaled(ref s50, w0, in x5, at);
                TLane.AddScaled(ref s60, w0, in x6, at);
                TLane.AddScaled(ref s70, w0, in x7, at);
                w = ref Lanes.At(in w, step);
            }

            int to = row * columns;
            Store<TEnd>(s00, in aside, ref result, to + c0, count);
            to += columns;
            Store<TEnd>(s10, in aside, ref result, to + c0, count);
            to += columns;
            Store<TEnd>(s20, in aside, ref result, to + c0, count);
            to += columns;
            Store<TEnd>(s30, in aside, ref result, to + c0, count);
            to += columns;
            Store<TEnd>(s40, in aside, ref result, to + c0, count);
            to += columns;
            Store<TEnd>(s50, in aside, ref result, to + c0, count);
            to += columns;
            Store<TEnd>(s60, in aside, ref result, to + c0, count);
            to += columns;
            Store<TEnd>(s70, in aside, ref result, to + c0, count);
        }
    }

    // 4 rows × 1 lane of sums, for a few rows; where there are fewer than 4, the last one is computed again.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile4x1<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int c0)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int count = int.Min(TLane.Width, columns);
        for (int row = from; row < rows; row += 4)
        {
            int row1 = int.Min(row + 1, rows - 1), row2 = int.Min(row + 2, rows - 1), row3 = int.Min(row + 3, rows - 1);
            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), x1 = ref Lanes.At(in left, row1 * leftRow);
            ref readonly T x2 = ref Lanes.At(in left, row2 * leftRow), x3 = ref Lanes.At(in left, row3 * leftRow), w = ref right;
            TLane s00 = TEnd.Start(in aside, c0);
            TLane s10 = s00, s20 = s00, s30 = s00;
            for (int k = 0, at = 0; k < depth; k++, at += leftStep)
            {
                TLane w0 = TLane.Load(in w, c0);
                TLane.AddScaled(ref s00, w0, in x0, at);
                TLane.AddScaled(ref s10, w0, in x1, at);
                TLane.AddScaled(ref s20, w0, in x2, at);
                TLane.AddScaled(ref s30, w0, in x3, at);
                w = ref Lanes.At(in w, step);
            }

            int to = row * columns;
            Store<TEnd>(s00, in aside, ref result, to + c0, count);
            to = row1 * columns;
            Store<TEnd>(s10, in aside, ref result, to + c0, count);
            to = row2 * columns;
            Store<TEnd>(s20, in aside, ref result, to + c0, count);
            to = row3 * columns;
            Store<TEnd>(s30, in aside, ref result, to + c0, count);
        }
    }
}
