using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>Rows one by one: several lanes of a row at once, each lane of the right factor read as it is multiplied.</content>
public static partial class Tiles<TLane, T>
{
    /// <summary>Rows from one on, one by one, the columns from start to end.</summary>
    [MethodImpl(Jit.OwnCode)]
    internal static void Rows<TEnd>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int start, int end)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        for (int column = start, lanes; column < end; column += lanes * TLane.Width)
        {
            lanes = Strips.Lanes<TLane>(1, columns, column);
            ref readonly T panel = ref right.At(column, lanes * TLane.Width);
            int step = right.Step(lanes * TLane.Width);
            if (lanes == 1)
            {
                Row1<TEnd>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, from, rows, columns, column);
            }
            else if (lanes <= 4)
            {
                Row4<TEnd>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, from, rows, columns, column);
            }
            else if (lanes <= 6)
            {
                Row6<TEnd>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, from, rows, columns, column);
            }
            else
            {
                Row8<TEnd>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, from, rows, columns, column);
            }
        }
    }

    // 1 lane, or the first places of it.
    [MethodImpl(Jit.OwnCode)]
    private static void Row1<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int count = int.Min(TLane.Width, columns);
        column = int.Min(column, columns - count);
        for (int row = from; row < rows; row++)
        {
            ref readonly T x = ref Lanes.At(in left, row * leftRow), w = ref Lanes.At(in right, column);
            TLane s0 = TEnd.Start(in aside, column);
            for (int k = 0; k < depth; k++)
            {
                TLane xk = TLane.Broadcast(in x, 0);
                TLane.AddProduct(ref s0, xk, in w, 0);
                x = ref Lanes.At(in x, leftStep);
                w = ref Lanes.At(in w, step);
            }

            int to = (row * columns) + column;
            Store<TEnd>(s0, in aside, ref result, to, count);
        }
    }

    // 4 lanes; the last ones start early enough to be whole: same inputs, same bits.
    [MethodImpl(Jit.OwnCode)]
    private static void Row4<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int last = columns - TLane.Width - column, c1 = int.Min(TLane.Width, last), c2 = int.Min(2 * TLane.Width, last), c3 = int.Min(3 * TLane.Width, last);
        for (int row = from; row < rows; row++)
        {
            ref readonly T x = ref Lanes.At(in left, row * leftRow), w = ref Lanes.At(in right, column);
            TLane s0 = TEnd.Start(in aside, column), s1 = TEnd.Start(in aside, column + c1), s2 = TEnd.Start(in aside, column + c2), s3 = TEnd.Start(in aside, column + c3);
            for (int k = 0; k < depth; k++)
            {
                TLane xk = TLane.Broadcast(in x, 0);
                TLane.AddProduct(ref s0, xk, in w, 0);
                TLane.AddProduct(ref s1, xk, in w, c1);
                TLane.AddProduct(ref s2, xk, in w, c2);
                TLane.AddProduct(ref s3, xk, in w, c3);
                x = ref Lanes.At(in x, leftStep);
                w = ref Lanes.At(in w, step);
            }

            int to = (row * columns) + column;
            Store<TEnd>(s0, s1, in aside, ref result, to, to + c1);
            Store<TEnd>(s2, s3, in aside, ref result, to + c2, to + c3);
        }
    }

    // 6 lanes; the last ones start early enough to be whole: same inputs, same bits.
    [MethodImpl(Jit.OwnCode)]
    private static void Row6<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int last = columns - TLane.Width - column, c4 = int.Min(4 * TLane.Width, last), c5 = int.Min(5 * TLane.Width, last);
        for (int row = from; row < rows; row++)
        {
            ref readonly T x = ref Lanes.At(in left, row * leftRow), w = ref Lanes.At(in right, column);
            TLane s0 = TEnd.Start(in aside, column), s1 = TEnd.Start(in aside, column + TLane.Width);
            TLane s2 = TEnd.Start(in aside, column + (2 * TLane.Width)), s3 = TEnd.Start(in aside, column + (3 * TLane.Width));
            TLane s4 = TEnd.Start(in aside, column + c4), s5 = TEnd.Start(in aside, column + c5);
            for (int k = 0; k < depth; k++)
            {
                TLane xk = TLane.Broadcast(in x, 0);
                TLane.AddProduct(ref s0, xk, in w, 0);
                TLane.AddProduct(ref s1, xk, in w, TLane.Width);
                TLane.AddProduct(ref s2, xk, in w, 2 * TLane.Width);
                TLane.AddProduct(ref s3, xk, in w, 3 * TLane.Width);
                TLane.AddProduct(ref s4, xk, in w, c4);
                TLane.AddProduct(ref s5, xk, in w, c5);
                x = ref Lanes.At(in x, leftStep);
                w = ref Lanes.At(in w, step);
            }

            int to = (row * columns) + column;
            Store<TEnd>(s0, s1, in aside, ref result, to, to + TLane.Width);
            Store<TEnd>(s2, s3, in aside, ref result, to + (2 * TLane.Width), to + (3 * TLane.Width));
            Store<TEnd>(s4, s5, in aside, ref result, to + c4, to + c5);
        }
    }

    // 8 lanes; the last ones start early enough to be whole: same inputs, same bits.
    [MethodImpl(Jit.OwnCode)]
    private static void Row8<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int from, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int last = columns - TLane.Width - column, c6 = int.Min(6 * TLane.Width, last), c7 = int.Min(7 * TLane.Width, last);
        for (int row = from; row < rows; row++)
        {
            ref readonly T x = ref Lanes.At(in left, row * leftRow), w = ref Lanes.At(in right, column);
            TLane s0 = TEnd.Start(in aside, column), s1 = TEnd.Start(in aside, column + TLane.Width);
            TLane s2 = TEnd.Start(in aside, column + (2 * TLane.Width)), s3 = TEnd.Start(in aside, column + (3 * TLane.Width));
            TLane s4 = TEnd.Start(in aside, column + (4 * TLane.Width)), s5 = TEnd.Start(in aside, column + (5 * TLane.Width));
            TLane s6 = TEnd.Start(in aside, column + c6), s7 = TEnd.Start(in aside, column + c7);
            for (int k = 0; k < depth; k++)
            {
                TLane xk = TLane.Broadcast(in x, 0);
                TLane.AddProduct(ref s0, xk, in w, 0);
                TLane.AddProduct(ref s1, xk, in w, TLane.Width);
                TLane.AddProduct(ref s2, xk, in w, 2 * TLane.Width);
                TLane.AddProduct(ref s3, xk, in w, 3 * TLane.Width);
                TLane.AddProduct(ref s4, xk, in w, 4 * TLane.Width);
                TLane.AddProduct(ref s5, xk, in w, 5 * TLane.Width);
                TLane.AddProduct(ref s6, xk, in w, c6);
                TLane.AddProduct(ref s7, xk, in w, c7);
                x = ref Lanes.At(in x, leftStep);
                w = ref Lanes.At(in w, step);
            }

            int to = (row * columns) + column;
            Store<TEnd>(s0, s1, in aside, ref result, to, to + TLane.Width);
            Store<TEnd>(s2, s3, in aside, ref result, to + (2 * TLane.Width), to + (3 * TLane.Width));
            Store<TEnd>(s4, s5, in aside, ref result, to + (4 * TLane.Width), to + (5 * TLane.Width));
            Store<TEnd>(s6, s7, in aside, ref result, to + c6, to + c7);
        }
    }
}
