using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>Tiles for lanes that are a register each, of which there are 32: up to 24 sums. The last lane of a row starts early enough to be whole.</content>
public static partial class Tiles<TLane, T>
{
    [MethodImpl(Jit.OwnCode)]
    private static void Wide<TEnd>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int depth, ref readonly T aside, ref T result, int rows, int columns, int start, int end)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        for (int column = start, lanes; column < end; column += lanes * TLane.Width)
        {
            lanes = Strips.Lanes<TLane>(rows, end, column);
            bool half = Strips.EndsWithHalf<TLane>(columns, column, lanes);
            if (lanes == 1)
            {
                Strip<TEnd, OneLane>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, column);
            }
            else if (lanes == 2 && !half)
            {
                Strip<TEnd, TwoLanes>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, column);
            }
            else if (lanes == 2)
            {
                Strip<TEnd, OneLaneAndAHalf>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, column);
            }
            else if (!half)
            {
                Strip<TEnd, ThreeLanes>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, column);
            }
            else
            {
                Strip<TEnd, TwoLanesAndAHalf>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, column);
            }
        }
    }

    // Rows in eights, and what they leave over: three rows as four and one as two, for that takes as long.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Strip<TEnd, TStrip>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int depth, ref readonly T aside, ref T result, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        int row = 0, rest = rows % 8, whole = rows - rest, step = right.Step(TStrip.Lanes * TLane.Width);
        ref T panel = ref right.At(column, TStrip.Lanes * TLane.Width);
        if (right.AreEmpty)
        {
            row = 8;
            Tile<TEnd, Filling<TStrip>, Eight>(in left, leftRow, leftStep, in right.Matrix, columns, depth, in aside, ref result, 0, row, columns, column, ref panel);
        }

        if (row < whole)
        {
            Tile<TEnd, TStrip, Eight>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, row, whole, columns, column, ref panel);
        }

        switch (rest)
        {
            case 0:
                return;
            case 1 or 2:
                Tile2<TEnd, TStrip>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, whole, rows - 1, columns, column);
                return;
            case 3 or 4:
                Tile4<TEnd, TStrip>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, whole, rows, columns, column);
                return;
            case 5:
                Tile<TEnd, TStrip, Five>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, whole, rows, columns, column, ref panel);
                return;
            case 6:
                Tile<TEnd, TStrip, Six>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, whole, rows, columns, column, ref panel);
                return;
            default:
                Tile<TEnd, TStrip, Seven>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, whole, rows, columns, column, ref panel);
                return;
        }
    }

    /// <summary>Up to four rows of the last two lanes of columns or the last one, from <paramref name="column"/> on: what larger tiles leave over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LastLanes<TEnd>(
        ref readonly T left, int leftRow, ref readonly T right, int depth, ref readonly T aside, ref T result, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        if (column < columns - TLane.Width)
        {
            Tile4<TEnd, TwoLanes>(in left, leftRow, 1, in right, columns, depth, in aside, ref result, 0, rows, columns, column);
        }
        else
        {
            Tile4<TEnd, OneLane>(in left, leftRow, 1, in right, columns, depth, in aside, ref result, 0, rows, columns, column);
        }
    }

    // 8 to 5 rows at a time.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile<TEnd, TStrip, TRows>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int column, ref T panel)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
        where TRows : struct, ICount
    {
        Places<TStrip>(columns, column, out int c0, out int c1, out int c2, out int count);
        int second = TStrip.Lanes > 2 ? TLane.Width : c1 - c0, third = c2 - c0;
        nint further = leftRow, twice = 2 * further, next = leftStep, down = step;
        for (int row = from; row < rows; row += TRows.Count)
        {
            if (!TStrip.FillsPanel && leftStep > 1 && step < columns)
            {
                Prefetch.Block(ref Lanes.Place(ref result, row, columns), c0, columns, TRows.Count, int.Max(2, TStrip.Lanes)); // a large gradient comes from far away: it is here when the sums are
            }

            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), x3 = ref Lanes.At(in x0, 3 * leftRow), x6 = ref Lanes.At(in x3, 3 * leftRow);
            ref readonly T w = ref Lanes.At(in right, c0);
            ref T kept = ref TStrip.FillsPanel ? ref Unsafe.Add(ref panel, c0) : ref panel;
            TLane s00 = TEnd.Start(in aside, c0), s01 = TStrip.Lanes > 1 ? Start<TEnd, TStrip>(in aside, c1, 2) : s00, s02 = TStrip.Lanes > 2 ? Start<TEnd, TStrip>(in aside, c2, 3) : s00;
            TLane s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00, s60 = s00, s70 = s00;
            TLane s11 = s01, s21 = s01, s31 = s01, s41 = s01, s51 = s01, s61 = s01, s71 = s01;
            TLane s12 = s02, s22 = s02, s32 = s02, s42 = s02, s52 = s02, s62 = s02, s72 = s02;
            for (int k = depth; k > 0; k--)
            {
                TLane w0 = TLane.Load(in w, 0);
                TLane w1 = TStrip.Lanes > 1 ? Load<TStrip>(in w, second, 2) : w0, w2 = TStrip.Lanes > 2 ? Load<TStrip>(in w, third, 3) : w0;
                if (TStrip.FillsPanel)
                {
                    TLane.Store(w0, ref kept, 0);
                    if (TStrip.Lanes > 1)
                    {
                        Keep<TStrip>(w1, ref kept, second, 2);
                    }

                    if (TStrip.Lanes > 2)
                    {
                        Keep<TStrip>(w2, ref kept, third, 3);
                    }

                    kept = ref Unsafe.Add(ref kept, TStrip.Lanes * TLane.Width);
                }

                Add<TStrip>(in x0, w0, w1, w2, ref s00, ref s01, ref s02);
                Add<TStrip>(in Lanes.Next(in x0, further), w0, w1, w2, ref s10, ref s11, ref s12);
                Add<TStrip>(in Lanes.Next(in x0, twice), w0, w1, w2, ref s20, ref s21, ref s22);
                Add<TStrip>(in x3, w0, w1, w2, ref s30, ref s31, ref s32);
                Add<TStrip>(in Lanes.Next(in x3, further), w0, w1, w2, ref s40, ref s41, ref s42);
                if (TRows.Count > 5)
                {
                    Add<TStrip>(in Lanes.Next(in x3, twice), w0, w1, w2, ref s50, ref s51, ref s52);
                }

                if (TRows.Count > 6)
                {
                    Add<TStrip>(in x6, w0, w1, w2, ref s60, ref s61, ref s62);
                    if (TRows.Count > 7)
                    {
                        Add<TStrip>(in Lanes.Next(in x6, further), w0, w1, w2, ref s70, ref s71, ref s72);
                    }

                    x6 = ref Lanes.Next(in x6, next);
                }

                x0 = ref Lanes.Next(in x0, next);
                x3 = ref Lanes.Next(in x3, next);
                w = ref Lanes.Next(in w, down);
            }

            // Three places that go down: sums as arguments would be temporaries, of which .NET 9 bears few.
            int to0 = (row * columns) + c0, to1 = to0 + c1 - c0, to2 = to0 + c2 - c0;
            Store<TEnd, TStrip>(s00, s01, s02, in aside, ref result, to0, to1, to2, count);
            to0 += columns;
            to1 += columns;
            to2 += columns;
            Store<TEnd, TStrip>(s10, s11, s12, in aside, ref result, to0, to1, to2, count);
            to0 += columns;
            to1 += columns;
            to2 += columns;
            Store<TEnd, TStrip>(s20, s21, s22, in aside, ref result, to0, to1, to2, count);
            to0 += columns;
            to1 += columns;
            to2 += columns;
            Store<TEnd, TStrip>(s30, s31, s32, in aside, ref result, to0, to1, to2, count);
            to0 += columns;
            to1 += columns;
            to2 += columns;
            Store<TEnd, TStrip>(s40, s41, s42, in aside, ref result, to0, to1, to2, count);
            to0 += columns;
            to1 += columns;
            to2 += columns;
            if (TRows.Count > 5)
            {
                Store<TEnd, TStrip>(s50, s51, s52, in aside, ref result, to0, to1, to2, count);
            }

            to0 += columns;
            to1 += columns;
            to2 += columns;
            if (TRows.Count > 6)
            {
                Store<TEnd, TStrip>(s60, s61, s62, in aside, ref result, to0, to1, to2, count);
            }

            to0 += columns;
            to1 += columns;
            to2 += columns;
            if (TRows.Count > 7)
            {
                Store<TEnd, TStrip>(s70, s71, s72, in aside, ref result, to0, to1, to2, count);
            }
        }
    }

    // 4 rows, for a few rows; where there are fewer than 4, the last one is computed again.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile4<TEnd, TStrip>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        Places<TStrip>(columns, column, out int c0, out int c1, out int c2, out int count);
        nint next = leftStep, down = step;
        for (int row = from; row < rows; row += 4)
        {
            int row1 = int.Min(row + 1, rows - 1), row2 = int.Min(row + 2, rows - 1), row3 = int.Min(row + 3, rows - 1);
            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), x1 = ref Lanes.At(in left, row1 * leftRow);
            ref readonly T x2 = ref Lanes.At(in left, row2 * leftRow), x3 = ref Lanes.At(in left, row3 * leftRow);
            ref readonly T w = ref Lanes.At(in right, c0);
            TLane s00 = TEnd.Start(in aside, c0), s01 = TStrip.Lanes > 1 ? Start<TEnd, TStrip>(in aside, c1, 2) : s00, s02 = TStrip.Lanes > 2 ? Start<TEnd, TStrip>(in aside, c2, 3) : s00;
            TLane s10 = s00, s20 = s00, s30 = s00;
            TLane s11 = s01, s21 = s01, s31 = s01;
            TLane s12 = s02, s22 = s02, s32 = s02;
            for (int k = depth; k > 0; k--)
            {
                TLane w0 = TLane.Load(in w, 0);
                TLane w1 = TStrip.Lanes > 1 ? Load<TStrip>(in w, TStrip.Lanes > 2 ? TLane.Width : c1 - c0, 2) : w0, w2 = TStrip.Lanes > 2 ? Load<TStrip>(in w, c2 - c0, 3) : w0;
                Add<TStrip>(in x0, w0, w1, w2, ref s00, ref s01, ref s02);
                Add<TStrip>(in x1, w0, w1, w2, ref s10, ref s11, ref s12);
                Add<TStrip>(in x2, w0, w1, w2, ref s20, ref s21, ref s22);
                Add<TStrip>(in x3, w0, w1, w2, ref s30, ref s31, ref s32);
                x0 = ref Lanes.Next(in x0, next);
                x1 = ref Lanes.Next(in x1, next);
                x2 = ref Lanes.Next(in x2, next);
                x3 = ref Lanes.Next(in x3, next);
                w = ref Lanes.Next(in w, down);
            }

            int to = row * columns;
            Store<TEnd, TStrip>(s00, s01, s02, in aside, ref result, to + c0, to + c1, to + c2, count);
            to = row1 * columns;
            Store<TEnd, TStrip>(s10, s11, s12, in aside, ref result, to + c0, to + c1, to + c2, count);
            to = row2 * columns;
            Store<TEnd, TStrip>(s20, s21, s22, in aside, ref result, to + c0, to + c1, to + c2, count);
            to = row3 * columns;
            Store<TEnd, TStrip>(s30, s31, s32, in aside, ref result, to + c0, to + c1, to + c2, count);
        }
    }

    // Two rows, which may be the same. They take half as long as four, for the sums' latency.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile2<TEnd, TStrip>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int row, int row1, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        Places<TStrip>(columns, column, out int c0, out int c1, out int c2, out int count);
        nint next = leftStep, down = step;
        ref readonly T x0 = ref Lanes.At(in left, row * leftRow), x1 = ref Lanes.At(in left, row1 * leftRow);
        ref readonly T w = ref Lanes.At(in right, c0);
        TLane s00 = TEnd.Start(in aside, c0), s01 = TStrip.Lanes > 1 ? Start<TEnd, TStrip>(in aside, c1, 2) : s00, s02 = TStrip.Lanes > 2 ? Start<TEnd, TStrip>(in aside, c2, 3) : s00;
        TLane s10 = s00;
        TLane s11 = s01;
        TLane s12 = s02;
        for (int k = depth; k > 0; k--)
        {
            TLane w0 = TLane.Load(in w, 0);
            TLane w1 = TStrip.Lanes > 1 ? Load<TStrip>(in w, TStrip.Lanes > 2 ? TLane.Width : c1 - c0, 2) : w0, w2 = TStrip.Lanes > 2 ? Load<TStrip>(in w, c2 - c0, 3) : w0;
            Add<TStrip>(in x0, w0, w1, w2, ref s00, ref s01, ref s02);
            Add<TStrip>(in x1, w0, w1, w2, ref s10, ref s11, ref s12);
            x0 = ref Lanes.Next(in x0, next);
            x1 = ref Lanes.Next(in x1, next);
            w = ref Lanes.Next(in w, down);
        }

        int to = row * columns;
        Store<TEnd, TStrip>(s00, s01, s02, in aside, ref result, to + c0, to + c1, to + c2, count);
        to = row1 * columns;
        Store<TEnd, TStrip>(s10, s11, s12, in aside, ref result, to + c0, to + c1, to + c2, count);
    }

    // Where the lanes of a strip are, and how many columns the first one has.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Places<TStrip>(int columns, int column, out int c0, out int c1, out int c2, out int count)
        where TStrip : struct, IStrip
    {
        int last = int.Max(0, int.Min(column + ((TStrip.Lanes - 1) * TLane.Width), columns - TLane.Width));
        (c0, c1, c2) = (TStrip.Lanes == 1 ? last : column, TStrip.Lanes == 2 ? last : column + TLane.Width, last);
        count = int.Min(TLane.Width, columns);
    }

    // Adds x·w to as many sums. A number that meets one lane is an operand of its multiplication.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TStrip>(ref readonly T x, TLane w0, TLane w1, TLane w2, ref TLane s0, ref TLane s1, ref TLane s2)
        where TStrip : struct, IStrip
    {
        if (TStrip.Lanes == 1)
        {
            TLane.AddScaled(ref s0, w0, in x, 0);
            return;
        }

        TLane lane = TLane.Broadcast(in x, 0);
        TLane.AddProduct(ref s0, lane, w0);
        Add<TStrip>(ref s1, lane, w1, 2);
        if (TStrip.Lanes > 2)
        {
            Add<TStrip>(ref s2, lane, w2, 3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TEnd, TStrip>(TLane s0, TLane s1, TLane s2, ref readonly T aside, ref T result, int place0, int place1, int place2, int count)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        if (TStrip.Lanes == 1)
        {
            Store<TEnd>(s0, in aside, ref result, place0, count);
            return;
        }

        TLane.Store(TEnd.Finish(s0, in aside, place0), ref result, place0);
        Store<TEnd, TStrip>(s1, in aside, ref result, place1, 2);
        if (TStrip.Lanes > 2)
        {
            Store<TEnd, TStrip>(s2, in aside, ref result, place2, 3);
        }
    }
}
