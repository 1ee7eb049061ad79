using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>The loops of <see cref="OuterProducts"/> for a number of rows that the JIT knows.</summary>
internal static class OuterProducts<TLane, T, TTerms>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TTerms : struct, ICount
{
    // Two rows of the result at once, if so many rows of the right factor have to be read for each.
    private const int TermsForPairs = 3;

    public static void Product(ref readonly T left, int leftStep, ref readonly T right, ref T result, int rows, int columns)
    {
        if (columns < TLane.Width)
        {
            ShortRows(in left, leftStep, in right, ref result, rows, columns);
            return;
        }

        if (TTerms.Count == 1 && columns <= 2 * TLane.Width)
        {
            TwoLanes(in left, in right, ref result, rows, columns);
            return;
        }

        int pairs = TTerms.Count >= TermsForPairs ? rows & -2 : 0;
        if (TLane.IsWide && pairs > 0)
        {
            Pairs(in left, leftStep, in right, ref result, pairs, columns);
        }
        else if (pairs > 0)
        {
            HalfPairs(in left, leftStep, in right, ref result, pairs, columns);
        }

        Rows(in Lanes.At(in left, pairs), leftStep, in right, ref Lanes.Place(ref result, pairs, columns), rows - pairs, columns);
    }

    // One row of each factor, and up to two lanes of the right one, which stay in registers.
    [MethodImpl(Jit.OwnCode)]
    private static void TwoLanes(ref readonly T left, ref readonly T right, ref T result, int rows, int columns)
    {
        int last = columns - TLane.Width;
        TLane d0 = TLane.Load(in right, 0), d1 = TLane.Load(in right, last);
        ref readonly T x = ref left;
        ref T to = ref result;
        for (int row = 0; row < rows; row++)
        {
            TLane lane = TLane.Broadcast(in x, 0);
            TLane.Store(TLane.MultiplyAdd(lane, d0, TLane.Zero), ref to, 0);
            TLane.Store(TLane.MultiplyAdd(lane, d1, TLane.Zero), ref to, last);
            x = ref Lanes.At(in x, 1);
            to = ref Unsafe.Add(ref to, columns);
        }
    }

    [MethodImpl(Jit.OwnCode)]
    private static void Rows(ref readonly T left, int leftStep, ref readonly T right, ref T result, int rows, int columns)
    {
        int last = columns - TLane.Width;
        for (int row = 0; row < rows; row++)
        {
            Factors(in Lanes.At(in left, row), leftStep, out TLane x0, out TLane x1, out TLane x2, out TLane x3, out TLane x4, out TLane x5, out TLane x6, out TLane x7);
            ref T to = ref Lanes.Place(ref result, row, columns);
            for (int column = 0; column < columns; column += TLane.Width)
            {
                int at = int.Min(column, last); // the last lane overlaps the one before: same inputs, same bits
                ref readonly T d = ref Lanes.At(in right, at);
                TLane s = TLane.MultiplyAdd(x0, TLane.Load(in d, 0), TLane.Zero);
                Add(x1, in d, 1, columns, ref s);
                Add(x2, in d, 2, columns, ref s);
                Add(x3, in d, 3, columns, ref s);
                Add(x4, in d, 4, columns, ref s);
                Add(x5, in d, 5, columns, ref s);
                Add(x6, in d, 6, columns, ref s);
                Add(x7, in d, 7, columns, ref s);
                TLane.Store(s, ref to, at);
            }
        }
    }

    [MethodImpl(Jit.OwnCode)]
    private static void Pairs(ref readonly T left, int leftStep, ref readonly T right, ref T result, int rows, int columns)
    {
        int last = columns - TLane.Width;
        for (int row = 0; row < rows; row += 2)
        {
            Factors(in Lanes.At(in left, row), leftStep, out TLane x0, out TLane x1, out TLane x2, out TLane x3, out TLane x4, out TLane x5, out TLane x6, out TLane x7);
            Factors(in Lanes.At(in left, row + 1), leftStep, out TLane y0, out TLane y1, out TLane y2, out TLane y3, out TLane y4, out TLane y5, out TLane y6, out TLane y7);
            ref T to = ref Lanes.Place(ref result, row, columns);
            for (int column = 0; column < columns; column += TLane.Width)
            {
                int at = int.Min(column, last);
                ref readonly T d = ref Lanes.At(in right, at);
                TLane d0 = TLane.Load(in d, 0);
                TLane s0 = TLane.MultiplyAdd(x0, d0, TLane.Zero), s1 = TLane.MultiplyAdd(y0, d0, TLane.Zero);
                Add(x1, y1, in d, 1, columns, ref s0, ref s1);
                Add(x2, y2, in d, 2, columns, ref s0, ref s1);
                Add(x3, y3, in d, 3, columns, ref s0, ref s1);
                Add(x4, y4, in d, 4, columns, ref s0, ref s1);
                Add(x5, y5, in d, 5, columns, ref s0, ref s1);
                Add(x6, y6, in d, 6, columns, ref s0, ref s1);
                Add(x7, y7, in d, 7, columns, ref s0, ref s1);
                TLane.Store(s0, ref to, at);
                TLane.Store(s1, ref to, at + columns);
            }
        }
    }

    // Half a lane at a time: what two rows are multiplied by leaves room for no more where a lane is several registers.
    [MethodImpl(Jit.OwnCode)]
    private static void HalfPairs(ref readonly T left, int leftStep, ref readonly T right, ref T result, int rows, int columns)
    {
        int last = columns - (TLane.Width / 2);
        ref readonly T d1 = ref Next(in right, 1, columns), d2 = ref Next(in d1, 2, columns), d3 = ref Next(in d2, 3, columns), d4 = ref Next(in d3, 4, columns);
        ref readonly T d5 = ref Next(in d4, 5, columns), d6 = ref Next(in d5, 6, columns), d7 = ref Next(in d6, 7, columns);
        for (int row = 0; row < rows; row += 2)
        {
            Factors(in Lanes.At(in left, row), leftStep, out TLane x0, out TLane x1, out TLane x2, out TLane x3, out TLane x4, out TLane x5, out TLane x6, out TLane x7);
            Factors(in Lanes.At(in left, row + 1), leftStep, out TLane y0, out TLane y1, out TLane y2, out TLane y3, out TLane y4, out TLane y5, out TLane y6, out TLane y7);
            ref T to = ref Lanes.Place(ref result, row, columns), next = ref Unsafe.Add(ref to, columns);
            for (int column = 0; column < columns; column += TLane.Width / 2)
            {
                int at = int.Min(column, last);
                TLane s0 = TLane.Zero, s1 = TLane.Zero;
                AddHalf(x0, y0, in right, 0, at, ref s0, ref s1);
                AddHalf(x1, y1, in d1, 1, at, ref s0, ref s1);
                AddHalf(x2, y2, in d2, 2, at, ref s0, ref s1);
                AddHalf(x3, y3, in d3, 3, at, ref s0, ref s1);
                AddHalf(x4, y4, in d4, 4, at, ref s0, ref s1);
                AddHalf(x5, y5, in d5, 5, at, ref s0, ref s1);
                AddHalf(x6, y6, in d6, 6, at, ref s0, ref s1);
                AddHalf(x7, y7, in d7, 7, at, ref s0, ref s1);
                TLane.StoreHalf(s0, ref to, at);
                TLane.StoreHalf(s1, ref next, at);
            }
        }
    }

    // A lane reaches beyond such a row; the next row is written over that.
    [MethodImpl(Jit.OwnCode)]
    private static void ShortRows(ref readonly T left, int leftStep, ref readonly T right, ref T result, int rows, int columns)
    {
        TLane d0 = TLane.Load(in right, 0);
        TLane d1 = Term(in right, 1, columns), d2 = Term(in right, 2, columns), d3 = Term(in right, 3, columns), d4 = Term(in right, 4, columns);
        TLane d5 = Term(in right, 5, columns), d6 = Term(in right, 6, columns), d7 = Term(in right, 7, columns);
        int inside = rows - ((TLane.Width - 1) / columns), place = 0; // rows from which a lane ends with the result at the latest
        for (int row = 0; row < rows; row++, place += columns)
        {
            Factors(in Lanes.At(in left, row), leftStep, out TLane x0, out TLane x1, out TLane x2, out TLane x3, out TLane x4, out TLane x5, out TLane x6, out TLane x7);
            TLane s = TLane.MultiplyAdd(x0, d0, TLane.Zero);
            Add(x1, d1, 1, ref s);
            Add(x2, d2, 2, ref s);
            Add(x3, d3, 3, ref s);
            Add(x4, d4, 4, ref s);
            Add(x5, d5, 5, ref s);
            Add(x6, d6, 6, ref s);
            Add(x7, d7, 7, ref s);
            if (row < inside)
            {
                TLane.Store(s, ref result, place);
            }
            else
            {
                TLane.StorePartial(s, ref result, place, columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Factors(
        ref readonly T left, int step, out TLane x0, out TLane x1, out TLane x2, out TLane x3, out TLane x4, out TLane x5, out TLane x6, out TLane x7)
    {
        x0 = TLane.Broadcast(in left, 0);
        x1 = TTerms.Count > 1 ? TLane.Broadcast(in left, step) : x0;
        x2 = TTerms.Count > 2 ? TLane.Broadcast(in left, 2 * step) : x0;
        x3 = TTerms.Count > 3 ? TLane.Broadcast(in left, 3 * step) : x0;
        x4 = TTerms.Count > 4 ? TLane.Broadcast(in left, 4 * step) : x0;
        x5 = TTerms.Count > 5 ? TLane.Broadcast(in left, 5 * step) : x0;
        x6 = TTerms.Count > 6 ? TLane.Broadcast(in left, 6 * step) : x0;
        x7 = TTerms.Count > 7 ? TLane.Broadcast(in left, 7 * step) : x0;
    }

    // The right factor's next row, if there is one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T Next(ref readonly T before, int term, int columns) => ref Lanes.At(in before, TTerms.Count > term ? columns : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddHalf(TLane x, TLane y, ref readonly T d, int term, int at, ref TLane s0, ref TLane s1)
    {
        if (TTerms.Count > term)
        {
            TLane lane = TLane.LoadHalf(in d, at);
            TLane.AddHalfProduct(ref s0, x, lane);
            TLane.AddHalfProduct(ref s1, y, lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Term(ref readonly T right, int term, int columns) => TTerms.Count > term ? TLane.Load(in right, term * columns) : TLane.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLane x, TLane d, int term, ref TLane s)
    {
        if (TTerms.Count > term)
        {
            s = TLane.MultiplyAdd(x, d, s);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLane x, ref readonly T d, int term, int columns, ref TLane s)
    {
        if (TTerms.Count > term)
        {
            s = TLane.MultiplyAdd(x, TLane.Load(in d, term * columns), s);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLane x, TLane y, ref readonly T d, int term, int columns, ref TLane s0, ref TLane s1)
    {
        if (TTerms.Count > term)
        {
            Lanes.MultiplyAdd(TLane.Load(in d, term * columns), x, y, ref s0, ref s1);
        }
    }
}
