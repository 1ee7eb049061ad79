using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>Rows one by one: several lanes of a row at once, each lane of the right factor read as it is multiplied.</content>
public static partial class Tiles<TLane, T>
{
    // The columns from start to end.
    [MethodImpl(Jit.OwnCode)]
    private static void Rows<TEnd>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int depth, ref readonly T aside, ref T result, int rows, int columns, int start, int end)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        for (int column = start, lanes; column < end; column += lanes * TLane.Width)
        {
            lanes = Strips.Lanes<TLane>(1, end, column);
            ref readonly T panel = ref right.At(column, lanes * TLane.Width);
            int step = right.Step(lanes * TLane.Width);
            switch (lanes)
            {
                case 1:
                    Row<TEnd, One>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, rows, columns, column);
                    break;
                case 2:
                    Row<TEnd, Two>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, rows, columns, column);
                    break;
                case 3:
                    Row<TEnd, Three>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, rows, columns, column);
                    break;
                case 4:
                    Row<TEnd, Four>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, rows, columns, column);
                    break;
                case 5:
                    Row<TEnd, Five>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, rows, columns, column);
                    break;
                case 6:
                    Row<TEnd, Six>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, rows, columns, column);
                    break;
                case 7:
                    Row<TEnd, Seven>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, rows, columns, column);
                    break;
                default:
                    Row<TEnd, Eight>(in left, leftRow, leftStep, in panel, step, depth, in aside, ref result, rows, columns, column);
                    break;
            }
        }
    }

    // So many lanes, or the first places of one; the last of several starts early enough to be whole: same inputs, same bits.
    [MethodImpl(Jit.OwnCode)]
    private static void Row<TEnd, TCount>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int rows, int columns, int column)
        where TEnd : struct, ITileEnd<TLane, T>
        where TCount : struct, ICount
    {
        int count = int.Min(TLane.Width, columns), last = int.Min((TCount.Count - 1) * TLane.Width, columns - TLane.Width - column);
        column = int.Min(column, columns - count);
        for (int row = 0; row < rows; row++)
        {
            ref readonly T x = ref Lanes.At(in left, row * leftRow), w = ref Lanes.At(in right, column);
            TLane s0 = TEnd.Start(in aside, column);
            TLane s1 = TCount.Count > 1 ? TEnd.Start(in aside, column + Lane<TCount>(1, last)) : TLane.Zero;
            TLane s2 = TCount.Count > 2 ? TEnd.Start(in aside, column + Lane<TCount>(2, last)) : TLane.Zero;
            TLane s3 = TCount.Count > 3 ? TEnd.Start(in aside, column + Lane<TCount>(3, last)) : TLane.Zero;
            TLane s4 = TCount.Count > 4 ? TEnd.Start(in aside, column + Lane<TCount>(4, last)) : TLane.Zero;
            TLane s5 = TCount.Count > 5 ? TEnd.Start(in aside, column + Lane<TCount>(5, last)) : TLane.Zero;
            TLane s6 = TCount.Count > 6 ? TEnd.Start(in aside, column + Lane<TCount>(6, last)) : TLane.Zero;
            TLane s7 = TCount.Count > 7 ? TEnd.Start(in aside, column + Lane<TCount>(7, last)) : TLane.Zero;
            for (int k = 0; k < depth; k++)
            {
                TLane lane = TLane.Broadcast(in x, 0);
                TLane.AddProduct(ref s0, lane, in w, 0);
                AddAt<TCount>(ref s1, lane, in w, 1, last);
                AddAt<TCount>(ref s2, lane, in w, 2, last);
                AddAt<TCount>(ref s3, lane, in w, 3, last);
                AddAt<TCount>(ref s4, lane, in w, 4, last);
                AddAt<TCount>(ref s5, lane, in w, 5, last);
                AddAt<TCount>(ref s6, lane, in w, 6, last);
                AddAt<TCount>(ref s7, lane, in w, 7, last);
                x = ref Lanes.At(in x, leftStep);
                w = ref Lanes.At(in w, step);
            }

            int to = (row * columns) + column;
            Store<TEnd>(s0, in aside, ref result, to, TCount.Count == 1 ? count : TLane.Width);
            StoreAt<TEnd, TCount>(s1, in aside, ref result, to, 1, last);
            StoreAt<TEnd, TCount>(s2, in aside, ref result, to, 2, last);
            StoreAt<TEnd, TCount>(s3, in aside, ref result, to, 3, last);
            StoreAt<TEnd, TCount>(s4, in aside, ref result, to, 4, last);
            StoreAt<TEnd, TCount>(s5, in aside, ref result, to, 5, last);
            StoreAt<TEnd, TCount>(s6, in aside, ref result, to, 6, last);
            StoreAt<TEnd, TCount>(s7, in aside, ref result, to, 7, last);
        }
    }

    // Where a lane is, from the first one on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Lane<TCount>(int lane, int last)
        where TCount : struct, ICount => lane == TCount.Count - 1 ? last : lane * TLane.Width;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddAt<TCount>(ref TLane sum, TLane x, ref readonly T w, int lane, int last)
        where TCount : struct, ICount
    {
        if (lane < TCount.Count)
        {
            TLane.AddProduct(ref sum, x, in w, Lane<TCount>(lane, last));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreAt<TEnd, TCount>(TLane sum, ref readonly T aside, ref T result, int place, int lane, int last)
        where TEnd : struct, ITileEnd<TLane, T>
        where TCount : struct, ICount
    {
        if (lane < TCount.Count)
        {
            place += Lane<TCount>(lane, last);
            TLane.Store(TEnd.Finish(sum, in aside, place), ref result, place);
        }
    }
}
