using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>left · right of two to four rows or seven, where lanes are several registers: rows of the right factor, a few at a time, pass by sums in memory. It is read once, or twice, from its first number
/// to its last; strips of tiles, as narrow as 16 registers allow, would wait for the second-level cache.</summary>
internal static class PassingProducts
{
    private const int FewestRows = 2, MostAtOnce = 4;

    // Seven rows are four and three; as tiles they would be four and four.
    private const int AlsoRows = 7;

    // Rows of the right factor that pass together: their numbers of all rows of the left factor stay in twelve registers.
    private const int TermsOfTwo = 6, TermsOfThree = 4, TermsOfFour = 3;

    // With fewer columns, loops are too short.
    private const int FewestLanes = 6;

    /// <summary>Whether a product should go this way: to the same bits as any other.</summary>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreWorthwhile<TLane>(int rows, int columns)
        where TLane : struct, ILane<TLane> => !TLane.IsWide && rows is (>= FewestRows and <= MostAtOnce) or AlsoRows && columns >= FewestLanes * TLane.Width;

    /// <summary>result[row, column] = end(start + Σₖ left[row, k] · right[k, column]), added in the order of k.</summary>
    /// <param name="left">The left factor's first row.</param>
    /// <param name="leftRow">Values from one of its rows to the next.</param>
    /// <param name="right">The first of <paramref name="depth"/> × <paramref name="columns"/> values; a lane of padding lies behind them.</param>
    /// <param name="depth">What is summed over.</param>
    /// <param name="aside">What the start and the end of sums read.</param>
    /// <param name="result">Receives rows × columns values.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result: at least a lane.</param>
    public static void Product<TLane, T, TEnd>(ref readonly T left, int leftRow, ref readonly T right, int depth, ref readonly T aside, ref T result, int rows, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEnd : struct, ITileEnd<TLane, T>
    {
        for (int row = 0; row < rows; row += MostAtOnce)
        {
            Product<TLane, T, TEnd>(in Lanes.At(in left, row * leftRow), leftRow, in right, depth, in aside, ref result, row, int.Min(MostAtOnce, rows - row), columns);
        }
    }

    // Two to four rows of the result, from one on.
    [MethodImpl(Jit.OwnCode)]
    private static void Product<TLane, T, TEnd>(
        ref readonly T left, int leftRow, ref readonly T right, int depth, ref readonly T aside, ref T result, int first, int rows, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int step = columns + TLane.Width, last = columns - TLane.Width; // what a row's last half lane has too many goes behind it
        ref T sums = ref PredictionScratch<T>.RentPanels(rows * step).Origin;
        for (int column = 0; column < columns; column += TLane.Width)
        {
            int at = int.Min(column, last);
            TLane start = TEnd.Start(in aside, at);
            for (int row = 0; row < rows; row++)
            {
                TLane.Store(start, ref sums, (row * step) + at);
            }
        }

        int most = rows == 2 ? TermsOfTwo : rows == 3 ? TermsOfThree : TermsOfFour;
        for (int k = 0, terms; k < depth; k += terms)
        {
            terms = depth - k >= most ? most : rows == 2 && depth - k > 1 ? 2 : 1;
            Pass<TLane, T>(rows, terms, in Lanes.At(in left, k), leftRow, in Lanes.At(in right, k, columns), columns, ref sums, step);
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TLane.Width)
            {
                int at = int.Min(column, last), place = ((first + row) * columns) + at;
                TLane.Store(TEnd.Finish(TLane.Load(in sums, (row * step) + at), in aside, place), ref result, place);
            }
        }
    }

    // Adds so many rows of the right factor to so many rows of sums.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass<TLane, T>(int rows, int terms, ref readonly T left, int leftRow, ref readonly T right, int columns, ref T sums, int step)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        switch (rows, terms)
        {
            case (2, TermsOfTwo):
                Pass2<TLane, T, Six>(in left, leftRow, in right, columns, ref sums, step);
                break;
            case (2, 2):
                Pass2<TLane, T, Two>(in left, leftRow, in right, columns, ref sums, step);
                break;
            case (2, _):
                Pass2<TLane, T, One>(in left, leftRow, in right, columns, ref sums, step);
                break;
            case (3, TermsOfThree):
                Pass3<TLane, T, Four>(in left, leftRow, in right, columns, ref sums, step);
                break;
            case (3, _):
                Pass3<TLane, T, One>(in left, leftRow, in right, columns, ref sums, step);
                break;
            case (_, TermsOfFour):
                Pass4<TLane, T, Three>(in left, leftRow, in right, columns, ref sums, step);
                break;
            default:
                Pass4<TLane, T, One>(in left, leftRow, in right, columns, ref sums, step);
                break;
        }
    }

    // Two rows of sums.
    [MethodImpl(Jit.OwnCode)]
    private static void Pass2<TLane, T, TTerms>(ref readonly T left, int leftRow, ref readonly T right, int columns, ref T sums, int step)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TTerms : struct, ICount
    {
        ref readonly T w0 = ref right, w1 = ref Row<T, TTerms>(in w0, 1, columns), w2 = ref Row<T, TTerms>(in w1, 2, columns);
        ref readonly T w3 = ref Row<T, TTerms>(in w2, 3, columns), w4 = ref Row<T, TTerms>(in w3, 4, columns), w5 = ref Row<T, TTerms>(in w4, 5, columns);
        ref readonly T y = ref Lanes.At(in left, leftRow);
        TLane x0 = Number<TLane, T, TTerms>(in left, 0), x1 = Number<TLane, T, TTerms>(in left, 1), x2 = Number<TLane, T, TTerms>(in left, 2);
        TLane x3 = Number<TLane, T, TTerms>(in left, 3), x4 = Number<TLane, T, TTerms>(in left, 4), x5 = Number<TLane, T, TTerms>(in left, 5);
        TLane y0 = Number<TLane, T, TTerms>(in y, 0), y1 = Number<TLane, T, TTerms>(in y, 1), y2 = Number<TLane, T, TTerms>(in y, 2);
        TLane y3 = Number<TLane, T, TTerms>(in y, 3), y4 = Number<TLane, T, TTerms>(in y, 4), y5 = Number<TLane, T, TTerms>(in y, 5);
        ref T sums1 = ref Unsafe.Add(ref sums, step);
        for (int column = 0; column < columns; column += TLane.Width / 2)
        {
            TLane s = TLane.LoadHalf(in sums, column), t = TLane.LoadHalf(in sums1, column);
            Add<TLane, T, TTerms>(in w0, 0, column, x0, y0, ref s, ref t);
            Add<TLane, T, TTerms>(in w1, 1, column, x1, y1, ref s, ref t);
            Add<TLane, T, TTerms>(in w2, 2, column, x2, y2, ref s, ref t);
            Add<TLane, T, TTerms>(in w3, 3, column, x3, y3, ref s, ref t);
            Add<TLane, T, TTerms>(in w4, 4, column, x4, y4, ref s, ref t);
            Add<TLane, T, TTerms>(in w5, 5, column, x5, y5, ref s, ref t);
            TLane.StoreHalf(s, ref sums, column);
            TLane.StoreHalf(t, ref sums1, column);
        }
    }

    // Three rows.
    [MethodImpl(Jit.OwnCode)]
    private static void Pass3<TLane, T, TTerms>(ref readonly T left, int leftRow, ref readonly T right, int columns, ref T sums, int step)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TTerms : struct, ICount
    {
        ref readonly T w0 = ref right, w1 = ref Row<T, TTerms>(in w0, 1, columns), w2 = ref Row<T, TTerms>(in w1, 2, columns), w3 = ref Row<T, TTerms>(in w2, 3, columns);
        ref readonly T y = ref Lanes.At(in left, leftRow), z = ref Lanes.At(in y, leftRow);
        TLane x0 = Number<TLane, T, TTerms>(in left, 0), x1 = Number<TLane, T, TTerms>(in left, 1), x2 = Number<TLane, T, TTerms>(in left, 2), x3 = Number<TLane, T, TTerms>(in left, 3);
        TLane y0 = Number<TLane, T, TTerms>(in y, 0), y1 = Number<TLane, T, TTerms>(in y, 1), y2 = Number<TLane, T, TTerms>(in y, 2), y3 = Number<TLane, T, TTerms>(in y, 3);
        TLane z0 = Number<TLane, T, TTerms>(in z, 0), z1 = Number<TLane, T, TTerms>(in z, 1), z2 = Number<TLane, T, TTerms>(in z, 2), z3 = Number<TLane, T, TTerms>(in z, 3);
        ref T sums1 = ref Unsafe.Add(ref sums, step), sums2 = ref Unsafe.Add(ref sums1, step);
        for (int column = 0; column < columns; column += TLane.Width / 2)
        {
            TLane s = TLane.LoadHalf(in sums, column), t = TLane.LoadHalf(in sums1, column), u = TLane.LoadHalf(in sums2, column);
            Add<TLane, T, TTerms>(in w0, 0, column, x0, y0, z0, ref s, ref t, ref u);
            Add<TLane, T, TTerms>(in w1, 1, column, x1, y1, z1, ref s, ref t, ref u);
            Add<TLane, T, TTerms>(in w2, 2, column, x2, y2, z2, ref s, ref t, ref u);
            Add<TLane, T, TTerms>(in w3, 3, column, x3, y3, z3, ref s, ref t, ref u);
            TLane.StoreHalf(s, ref sums, column);
            TLane.StoreHalf(t, ref sums1, column);
            TLane.StoreHalf(u, ref sums2, column);
        }
    }

    // Four rows: their sums come one by one.
    [MethodImpl(Jit.OwnCode)]
    private static void Pass4<TLane, T, TTerms>(ref readonly T left, int leftRow, ref readonly T right, int columns, ref T sums, int step)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TTerms : struct, ICount
    {
        ref readonly T w0 = ref right, w1 = ref Row<T, TTerms>(in w0, 1, columns), w2 = ref Row<T, TTerms>(in w1, 2, columns);
        ref readonly T y = ref Lanes.At(in left, leftRow), z = ref Lanes.At(in y, leftRow), v = ref Lanes.At(in z, leftRow);
        TLane x0 = Number<TLane, T, TTerms>(in left, 0), x1 = Number<TLane, T, TTerms>(in left, 1), x2 = Number<TLane, T, TTerms>(in left, 2);
        TLane y0 = Number<TLane, T, TTerms>(in y, 0), y1 = Number<TLane, T, TTerms>(in y, 1), y2 = Number<TLane, T, TTerms>(in y, 2);
        TLane z0 = Number<TLane, T, TTerms>(in z, 0), z1 = Number<TLane, T, TTerms>(in z, 1), z2 = Number<TLane, T, TTerms>(in z, 2);
        TLane v0 = Number<TLane, T, TTerms>(in v, 0), v1 = Number<TLane, T, TTerms>(in v, 1), v2 = Number<TLane, T, TTerms>(in v, 2);
        ref T sums1 = ref Unsafe.Add(ref sums, step), sums2 = ref Unsafe.Add(ref sums1, step), sums3 = ref Unsafe.Add(ref sums2, step);
        for (int column = 0; column < columns; column += TLane.Width / 2)
        {
            TLane a = TLane.LoadHalf(in w0, column);
            TLane b = TTerms.Count > 1 ? TLane.LoadHalf(in w1, column) : a, c = TTerms.Count > 2 ? TLane.LoadHalf(in w2, column) : a;
            Add<TLane, T, TTerms>(x0, x1, x2, a, b, c, ref sums, column);
            Add<TLane, T, TTerms>(y0, y1, y2, a, b, c, ref sums1, column);
            Add<TLane, T, TTerms>(z0, z1, z2, a, b, c, ref sums2, column);
            Add<TLane, T, TTerms>(v0, v1, v2, a, b, c, ref sums3, column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLane, T, TTerms>(TLane x0, TLane x1, TLane x2, TLane a, TLane b, TLane c, ref T sums, int column)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TTerms : struct, ICount
    {
        TLane s = TLane.LoadHalf(in sums, column);
        TLane.AddHalfProduct(ref s, x0, a);
        if (TTerms.Count > 1)
        {
            TLane.AddHalfProduct(ref s, x1, b);
        }

        if (TTerms.Count > 2)
        {
            TLane.AddHalfProduct(ref s, x2, c);
        }

        TLane.StoreHalf(s, ref sums, column);
    }

    // The next row of the right factor, if it is one of those that pass.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T Row<T, TTerms>(ref readonly T before, int term, int columns)
        where T : unmanaged
        where TTerms : struct, ICount => ref Lanes.At(in before, TTerms.Count > term ? columns : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Number<TLane, T, TTerms>(ref readonly T left, int term)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TTerms : struct, ICount => TTerms.Count > term ? TLane.Broadcast(in left, term) : TLane.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLane, T, TTerms>(ref readonly T w, int term, int column, TLane x, TLane y, ref TLane s, ref TLane t)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TTerms : struct, ICount
    {
        if (TTerms.Count > term)
        {
            TLane lane = TLane.LoadHalf(in w, column);
            TLane.AddHalfProduct(ref s, x, lane);
            TLane.AddHalfProduct(ref t, y, lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLane, T, TTerms>(ref readonly T w, int term, int column, TLane x, TLane y, TLane z, ref TLane s, ref TLane t, ref TLane u)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TTerms : struct, ICount
    {
        if (TTerms.Count > term)
        {
            TLane lane = TLane.LoadHalf(in w, column);
            TLane.AddHalfProduct(ref s, x, lane);
            TLane.AddHalfProduct(ref t, y, lane);
            TLane.AddHalfProduct(ref u, z, lane);
        }
    }
}
