using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>Tiles for lanes of several registers, of which there are 16.</content>
public static partial class Tiles<TLane, T>
{
    // Rows in sixes and, for the rest, fives, or fours where there are fewer than 20: from 8 on, any number is some of these.
    [MethodImpl(Jit.OwnCode)]
    private static void Narrow<TEnd>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int depth, ref readonly T aside, ref T result, int rows, int columns, int start, int end)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int tiles = (rows + 5) / 6, over = (6 * tiles) - rows, fours = int.Max(0, int.Min(tiles, over - tiles)), fives = int.Min(tiles, over) - fours;
        int inSixes = 6 * (tiles - fives - fours), inFives = inSixes + (5 * fives);
        for (int column = start; column < end; column += TLane.Width)
        {
            int first = int.Max(0, int.Min(column, columns - TLane.Width)); // starts early enough to be whole, if it can be
            if (columns == TLane.Width / 2)
            {
                Strip<TEnd, HalfALaneAlone>(in left, leftRow, leftStep, in right, column, depth, in aside, ref result, inSixes, inFives, rows, columns, first);
            }
            else if (Strips.EndsWithHalf<TLane>(columns, column, 1))
            {
                Strip<TEnd, HalfALane>(in left, leftRow, leftStep, in right, column, depth, in aside, ref result, inSixes, inFives, rows, columns, first);
            }
            else
            {
                Strip<TEnd, OneLane>(in left, leftRow, leftStep, in right, column, depth, in aside, ref result, inSixes, inFives, rows, columns, first);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Strip<TEnd, TStrip>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int column, int depth, ref readonly T aside, ref T result, int inSixes, int inFives, int rows, int columns, int c0)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        int row = 0, step = right.Step(TLane.Width);
        ref T panel = ref right.At(column, TLane.Width);
        if (right.AreEmpty)
        {
            row = 6;
            Tile6x1<TEnd, Filling<TStrip>>(in left, leftRow, leftStep, in right.Matrix, columns, depth, in aside, ref result, 0, row, columns, c0, ref panel);
        }

        if (row < inSixes)
        {
            Tile6x1<TEnd, TStrip>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, row, inSixes, columns, c0, ref panel);
        }

        if (inSixes < inFives)
        {
            Tile5x1<TEnd, TStrip>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, inSixes, inFives, columns, c0);
        }

        if (inFives < rows)
        {
            Tile4x1<TEnd, TStrip>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, inFives, rows, columns, c0);
        }
    }

    // 6 rows × 1 lane of sums, two or four registers each. The loop counts down, and its reference starts at the column: with one number more, registers do not suffice.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile6x1<TEnd, TStrip>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, nint step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int c0, ref T panel)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        int count = int.Min(TLane.Width, columns);
        for (int row = from; row < rows; row += 6)
        {
            if (!TStrip.FillsPanel && leftStep > 1 && step < columns && columns >= Panels.FewestColumns)
            {
                Prefetch.Block(ref Lanes.Place(ref result, row, columns), c0, columns, 6, 2); // a large gradient comes from far away: it is here when the sums are
            }

            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), w = ref Lanes.At(in right, c0);
            ref T kept = ref TStrip.FillsPanel ? ref Unsafe.Add(ref panel, c0) : ref panel;
            ref readonly T x1 = ref Lanes.At(in x0, leftRow), x2 = ref Lanes.At(in x1, leftRow), x3 = ref Lanes.At(in x2, leftRow), x4 = ref Lanes.At(in x3, leftRow);
            ref readonly T x5 = ref Lanes.At(in x4, leftRow);
            TLane s00 = Start<TEnd, TStrip>(in aside, c0, 1);
            TLane s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00;
            for (int k = depth, at = 0; k > 0; at += leftStep, k--)
            {
                TLane w0 = Load<TStrip>(in w, 0, 1);
                if (TStrip.FillsPanel)
                {
                    Keep<TStrip>(w0, ref kept, 0, 1);
                    kept = ref Unsafe.Add(ref kept, TLane.Width);
                }

                AddScaled<TStrip>(ref s00, w0, in x0, at);
                AddScaled<TStrip>(ref s10, w0, in x1, at);
                AddScaled<TStrip>(ref s20, w0, in x2, at);
                AddScaled<TStrip>(ref s30, w0, in x3, at);
                AddScaled<TStrip>(ref s40, w0, in x4, at);
                AddScaled<TStrip>(ref s50, w0, in x5, at);
                w = ref Lanes.Next(in w, step);
            }

            int to = row * columns;
            StoreFirst<TEnd, TStrip>(s00, in aside, ref result, to + c0, count);
            to += columns;
            StoreFirst<TEnd, TStrip>(s10, in aside, ref result, to + c0, count);
            to += columns;
            StoreFirst<TEnd, TStrip>(s20, in aside, ref result, to + c0, count);
            to += columns;
            StoreFirst<TEnd, TStrip>(s30, in aside, ref result, to + c0, count);
            to += columns;
            StoreFirst<TEnd, TStrip>(s40, in aside, ref result, to + c0, count);
            to += columns;
            StoreFirst<TEnd, TStrip>(s50, in aside, ref result, to + c0, count);
        }
    }

    // 5 rows × 1 lane of sums.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile5x1<TEnd, TStrip>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, nint step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int c0)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        int count = int.Min(TLane.Width, columns);
        for (int row = from; row < rows; row += 5)
        {
            if (leftStep > 1 && step < columns && columns >= Panels.FewestColumns)
            {
                Prefetch.Block(ref Lanes.Place(ref result, row, columns), c0, columns, 5, 2); // a large gradient comes from far away: it is here when the sums are
            }

            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), w = ref Lanes.At(in right, c0);
            ref readonly T x1 = ref Lanes.At(in x0, leftRow), x2 = ref Lanes.At(in x1, leftRow), x3 = ref Lanes.At(in x2, leftRow), x4 = ref Lanes.At(in x3, leftRow);
            TLane s00 = Start<TEnd, TStrip>(in aside, c0, 1);
            TLane s10 = s00, s20 = s00, s30 = s00, s40 = s00;
            for (int k = depth, at = 0; k > 0; at += leftStep, k--)
            {
                TLane w0 = Load<TStrip>(in w, 0, 1);
                AddScaled<TStrip>(ref s00, w0, in x0, at);
                AddScaled<TStrip>(ref s10, w0, in x1, at);
                AddScaled<TStrip>(ref s20, w0, in x2, at);
                AddScaled<TStrip>(ref s30, w0, in x3, at);
                AddScaled<TStrip>(ref s40, w0, in x4, at);
                w = ref Lanes.Next(in w, step);
            }

            int to = row * columns;
            StoreFirst<TEnd, TStrip>(s00, in aside, ref result, to + c0, count);
            to += columns;
            StoreFirst<TEnd, TStrip>(s10, in aside, ref result, to + c0, count);
            to += columns;
            StoreFirst<TEnd, TStrip>(s20, in aside, ref result, to + c0, count);
            to += columns;
            StoreFirst<TEnd, TStrip>(s30, in aside, ref result, to + c0, count);
            to += columns;
            StoreFirst<TEnd, TStrip>(s40, in aside, ref result, to + c0, count);
        }
    }

    // 4 rows × 1 lane; where there are fewer rows, the last one is computed again.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile4x1<TEnd, TStrip>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, nint step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int c0)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        int count = int.Min(TLane.Width, columns);
        for (int row = from; row < rows; row += 4)
        {
            int row1 = int.Min(row + 1, rows - 1), row2 = int.Min(row + 2, rows - 1), row3 = int.Min(row + 3, rows - 1);
            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), x1 = ref Lanes.At(in left, row1 * leftRow), w = ref Lanes.At(in right, c0);
            ref readonly T x2 = ref Lanes.At(in left, row2 * leftRow), x3 = ref Lanes.At(in left, row3 * leftRow);
            TLane s00 = Start<TEnd, TStrip>(in aside, c0, 1);
            TLane s10 = s00, s20 = s00, s30 = s00;
            for (int k = depth, at = 0; k > 0; at += leftStep, k--)
            {
                TLane w0 = Load<TStrip>(in w, 0, 1);
                AddScaled<TStrip>(ref s00, w0, in x0, at);
                AddScaled<TStrip>(ref s10, w0, in x1, at);
                AddScaled<TStrip>(ref s20, w0, in x2, at);
                AddScaled<TStrip>(ref s30, w0, in x3, at);
                w = ref Lanes.Next(in w, step);
            }

            StoreFirst<TEnd, TStrip>(s00, in aside, ref result, (row * columns) + c0, count);
            StoreFirst<TEnd, TStrip>(s10, in aside, ref result, (row1 * columns) + c0, count);
            StoreFirst<TEnd, TStrip>(s20, in aside, ref result, (row2 * columns) + c0, count);
            StoreFirst<TEnd, TStrip>(s30, in aside, ref result, (row3 * columns) + c0, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled<TStrip>(ref TLane sum, TLane w, ref readonly T x, int at)
        where TStrip : struct, IStrip
    {
        if (TStrip.Half == 1)
        {
            TLane.AddHalfProduct(ref sum, w, TLane.Broadcast(in x, at));
        }
        else
        {
            TLane.AddScaled(ref sum, w, in x, at);
        }
    }

    // Or the first places of a whole lane, where there are fewer columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFirst<TEnd, TStrip>(TLane sum, ref readonly T aside, ref T result, int place, int count)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        if (TStrip.IsLower)
        {
            TLane.StoreHalf(TEnd.Finish(sum, in aside, place), ref result, place);
        }
        else if (TStrip.Half == 1)
        {
            Store<TEnd, TStrip>(sum, in aside, ref result, place, 1);
        }
        else
        {
            Store<TEnd>(sum, in aside, ref result, place, count);
        }
    }
}
