using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>What the emitted tiles of all matrix products have in common: a single row, and how sums are stored. It depends on no size of a network, so it is written here once.</summary>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
public abstract class TileSums<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    // A sum alone would wait for its own latency, and more than 12 registers of sums do not fit into 16 beside what they are made of.
    private const int WideLanes = 8, NarrowLanes = 4, MostLanes = 6;

    /// <summary>For the classes of tiles, which have static methods only.</summary>
    protected TileSums()
    {
    }

    /// <summary>Columns of a panel of the right factor that rows are multiplied with one by one.</summary>
    protected static int RowWidth => WideLanes * TLane.Width;

    /// <summary>Rows one by one, the columns from <paramref name="start"/> to <paramref name="end"/>: result[row, column] = end(start + Σₖ left[row, k] · right[k, column]),
    /// several lanes of a row at once. Every lane of the right factor is read as it is multiplied, and takes no register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected static void Rows<TEnd>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int depth, ref readonly T aside, ref T result, int rows, int columns, int start, int end)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int most = TLane.IsWide ? WideLanes : columns > MostLanes * TLane.Width ? NarrowLanes : MostLanes;
        for (int column = start; column < end; column += most * TLane.Width)
        {
            ref readonly T panel = ref right.At(column);
            int lanes = int.Min(most, (columns - column + TLane.Width - 1) / TLane.Width);
            if (lanes == 1)
            {
                Row1<TEnd>(in left, leftRow, leftStep, in panel, right.Step, depth, in aside, ref result, rows, columns, column);
            }
            else if (lanes <= 4)
            {
                Row4<TEnd>(in left, leftRow, leftStep, in panel, right.Step, depth, in aside, ref result, rows, columns, column);
            }
            else if (lanes <= 6)
            {
                Row6<TEnd>(in left, leftRow, leftStep, in panel, right.Step, depth, in aside, ref result, rows, columns, column);
            }
            else
            {
                Row8<TEnd>(in left, leftRow, leftStep, in panel, right.Step, depth, in aside, ref result, rows, columns, column);
            }
        }
    }

    /// <summary>Stores what becomes of two lanes of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Store<TEnd>(TLane s0, TLane s1, ref readonly T aside, ref T result, int place0, int place1)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        TLane.Store(TEnd.Finish(s0, in aside, place0), ref result, place0);
        TLane.Store(TEnd.Finish(s1, in aside, place1), ref result, place1);
    }

    /// <summary>Stores what becomes of a lane of sums, or the first of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Store<TEnd>(TLane sum, ref readonly T aside, ref T result, int place, int count)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        Lanes.StoreFirst(TEnd.Finish(sum, in aside, place), ref result, place, count);
    }

    // 1 lane, or the first places of it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row1<TEnd>(ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int count = int.Min(TLane.Width, columns), c0 = int.Min(column, columns - count);
        for (int row = 0; row < rows; row++)
        {
            ref readonly T x = ref Lanes.At(in left, row * leftRow), w = ref right;
            TLane s0 = TEnd.Start(in aside, c0);
            for (int k = 0, at = 0; k < depth; k++, at += leftStep)
            {
                TLane xk = TLane.Broadcast(in x, at);
                s0 = TLane.MultiplyAdd(xk, in w, c0, s0);
                w = ref Lanes.At(in w, step);
            }

            int to = row * columns;
            Store<TEnd>(s0, in aside, ref result, to + c0, count);
        }
    }

    // 4 lanes; the last ones overlap those before, if there are fewer columns: same inputs, same bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row4<TEnd>(ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int last = columns - TLane.Width, c0 = column, c1 = int.Min(column + TLane.Width, last);
        int c2 = int.Min(column + (2 * TLane.Width), last), c3 = int.Min(column + (3 * TLane.Width), last);
        for (int row = 0; row < rows; row++)
        {
            ref readonly T x = ref Lanes.At(in left, row * leftRow), w = ref right;
            TLane s0 = TEnd.Start(in aside, c0), s1 = TEnd.Start(in aside, c1), s2 = TEnd.Start(in aside, c2), s3 = TEnd.Start(in aside, c3);
            for (int k = 0, at = 0; k < depth; k++, at += leftStep)
            {
                TLane xk = TLane.Broadcast(in x, at);
                s0 = TLane.MultiplyAdd(xk, in w, c0, s0);
                s1 = TLane.MultiplyAdd(xk, in w, c1, s1);
                s2 = TLane.MultiplyAdd(xk, in w, c2, s2);
                s3 = TLane.MultiplyAdd(xk, in w, c3, s3);
                w = ref Lanes.At(in w, step);
            }

            int to = row * columns;
            Store<TEnd>(s0, s1, in aside, ref result, to + c0, to + c1);
            Store<TEnd>(s2, s3, in aside, ref result, to + c2, to + c3);
        }
    }

    // 6 lanes; the last ones overlap those before, if there are fewer columns: same inputs, same bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row6<TEnd>(ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int last = columns - TLane.Width, c0 = column, c1 = int.Min(column + TLane.Width, last);
        int c2 = int.Min(column + (2 * TLane.Width), last), c3 = int.Min(column + (3 * TLane.Width), last), c4 = int.Min(column + (4 * TLane.Width), last);
        int c5 = int.Min(column + (5 * TLane.Width), last);
        for (int row = 0; row < rows; row++)
        {
            ref readonly T x = ref Lanes.At(in left, row * leftRow), w = ref right;
            TLane s0 = TEnd.Start(in aside, c0), s1 = TEnd.Start(in aside, c1), s2 = TEnd.Start(in aside, c2), s3 = TEnd.Start(in aside, c3);
            TLane s4 = TEnd.Start(in aside, c4), s5 = TEnd.Start(in aside, c5);
            for (int k = 0, at = 0; k < depth; k++, at += leftStep)
            {
                TLane xk = TLane.Broadcast(in x, at);
                s0 = TLane.MultiplyAdd(xk, in w, c0, s0);
                s1 = TLane.MultiplyAdd(xk, in w, c1, s1);
                s2 = TLane.MultiplyAdd(xk, in w, c2, s2);
                s3 = TLane.MultiplyAdd(xk, in w, c3, s3);
                s4 = TLane.MultiplyAdd(xk, in w, c4, s4);
                s5 = TLane.MultiplyAdd(xk, in w, c5, s5);
                w = ref Lanes.At(in w, step);
            }

            int to = row * columns;
            Store<TEnd>(s0, s1, in aside, ref result, to + c0, to + c1);
            Store<TEnd>(s2, s3, in aside, ref result, to + c2, to + c3);
            Store<TEnd>(s4, s5, in aside, ref result, to + c4, to + c5);
        }
    }

    // 8 lanes; the last ones overlap those before, if there are fewer columns: same inputs, same bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row8<TEnd>(ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int last = columns - TLane.Width, c0 = column, c1 = int.Min(column + TLane.Width, last);
        int c2 = int.Min(column + (2 * TLane.Width), last), c3 = int.Min(column + (3 * TLane.Width), last), c4 = int.Min(column + (4 * TLane.Width), last);
        int c5 = int.Min(column + (5 * TLane.Width), last), c6 = int.Min(column + (6 * TLane.Width), last), c7 = int.Min(column + (7 * TLane.Width), last);
        for (int row = 0; row < rows; row++)
        {
            ref readonly T x = ref Lanes.At(in left, row * leftRow), w = ref right;
            TLane s0 = TEnd.Start(in aside, c0), s1 = TEnd.Start(in aside, c1), s2 = TEnd.Start(in aside, c2), s3 = TEnd.Start(in aside, c3);
            TLane s4 = TEnd.Start(in aside, c4), s5 = TEnd.Start(in aside, c5), s6 = TEnd.Start(in aside, c6), s7 = TEnd.Start(in aside, c7);
            for (int k = 0, at = 0; k < depth; k++, at += leftStep)
            {
                TLane xk = TLane.Broadcast(in x, at);
                s0 = TLane.MultiplyAdd(xk, in w, c0, s0);
                s1 = TLane.MultiplyAdd(xk, in w, c1, s1);
                s2 = TLane.MultiplyAdd(xk, in w, c2, s2);
                s3 = TLane.MultiplyAdd(xk, in w, c3, s3);
                s4 = TLane.MultiplyAdd(xk, in w, c4, s4);
                s5 = TLane.MultiplyAdd(xk, in w, c5, s5);
                s6 = TLane.MultiplyAdd(xk, in w, c6, s6);
                s7 = TLane.MultiplyAdd(xk, in w, c7, s7);
                w = ref Lanes.At(in w, step);
            }

            int to = row * columns;
            Store<TEnd>(s0, s1, in aside, ref result, to + c0, to + c1);
            Store<TEnd>(s2, s3, in aside, ref result, to + c2, to + c3);
            Store<TEnd>(s4, s5, in aside, ref result, to + c4, to + c5);
            Store<TEnd>(s6, s7, in aside, ref result, to + c6, to + c7);
        }
    }
}
