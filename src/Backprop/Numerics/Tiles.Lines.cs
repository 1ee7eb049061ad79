using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>A single row times a matrix that the first-level cache does not hold: line by line as it lies, which is how memory comes quickest. The sums wait in the result, which that cache does hold.</content>
public static partial class Tiles<TLane, T>
{
    // Numbers of a matrix that the first-level cache has no room for.
    private const int LargeFactor = 1 << 14;

    // Lanes of a line that strips read at steps which processors foresee; of longer ones they wait for every part.
    private const int WideForeseen = 11, NarrowForeseen = 8;

    // How many lines go at once where a lane is several registers: each sum is loaded and stored once for all of them.
    private const int LinesAtOnce = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool GoesByLines(int rows, int columns, int depth) =>
        rows == 1 && depth * columns >= LargeFactor && columns > (TLane.IsWide ? WideForeseen : NarrowForeseen) * TLane.Width;

    [MethodImpl(Jit.OwnCode)]
    private static void Lines<TEnd>(ref readonly T left, int leftStep, ref readonly T right, int depth, ref readonly T aside, ref T result, int columns)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        // The last columns, which are no whole lane, have a lane of sums of their own: it overlaps the one before.
        int whole = columns / TLane.Width * TLane.Width, last = columns - TLane.Width;
        for (int column = 0; column < whole; column += TLane.Width)
        {
            TLane.Store(TEnd.Start(in aside, column), ref result, column);
        }

        TLane end = TEnd.Start(in aside, last);
        ref readonly T x = ref left, w = ref right;
        int k = 0;
        for (; !TLane.IsWide && k <= depth - LinesAtOnce; k += LinesAtOnce)
        {
            TLane x0 = TLane.Broadcast(in x, 0), x1 = TLane.Broadcast(in x, leftStep), x2 = TLane.Broadcast(in x, 2 * leftStep), x3 = TLane.Broadcast(in x, 3 * leftStep);
            AddLines(x0, x1, x2, x3, in w, columns, ref result, whole);
            TLane.AddProduct(ref end, x0, in w, last);
            TLane.AddProduct(ref end, x1, in w, last + columns);
            TLane.AddProduct(ref end, x2, in w, last + (2 * columns));
            TLane.AddProduct(ref end, x3, in w, last + (3 * columns));
            x = ref Lanes.At(in x, LinesAtOnce * leftStep);
            w = ref Lanes.At(in w, LinesAtOnce * columns);
        }

        for (; k < depth; k++)
        {
            TLane lane = TLane.Broadcast(in x, 0);
            AddLine(lane, in w, ref result, whole);
            TLane.AddProduct(ref end, lane, in w, last);
            x = ref Lanes.At(in x, leftStep);
            w = ref Lanes.At(in w, columns);
        }

        for (int column = 0; column < whole; column += TLane.Width)
        {
            TLane.Store(TEnd.Finish(TLane.Load(in result, column), in aside, column), ref result, column);
        }

        TLane.Store(TEnd.Finish(end, in aside, last), ref result, last);
    }

    // sums += x·w, four lanes at a time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddLine(TLane x, ref readonly T w, ref T sums, int count)
    {
        int at = 0;
        for (; at <= count - (4 * TLane.Width); at += 4 * TLane.Width)
        {
            Lanes.Load<TLane, T>(in sums, at, out TLane s0, out TLane s1, out TLane s2, out TLane s3);
            TLane.AddProduct(ref s0, x, in w, at);
            TLane.AddProduct(ref s1, x, in w, at + TLane.Width);
            TLane.AddProduct(ref s2, x, in w, at + (2 * TLane.Width));
            TLane.AddProduct(ref s3, x, in w, at + (3 * TLane.Width));
            TLane.Store(s0, ref sums, at);
            TLane.Store(s1, ref sums, at + TLane.Width);
            TLane.Store(s2, ref sums, at + (2 * TLane.Width));
            TLane.Store(s3, ref sums, at + (3 * TLane.Width));
        }

        for (; at < count; at += TLane.Width)
        {
            TLane sum = TLane.Load(in sums, at);
            TLane.AddProduct(ref sum, x, in w, at);
            TLane.Store(sum, ref sums, at);
        }
    }

    // sums += x0·w0 + x1·w1 + x2·w2 + x3·w3, one after the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddLines(TLane x0, TLane x1, TLane x2, TLane x3, ref readonly T w, int columns, ref T sums, int count)
    {
        ref readonly T w1 = ref Lanes.At(in w, columns), w2 = ref Lanes.At(in w1, columns), w3 = ref Lanes.At(in w2, columns);
        for (int at = 0; at < count; at += TLane.Width)
        {
            TLane sum = TLane.Load(in sums, at);
            TLane.AddProduct(ref sum, x0, in w, at);
            TLane.AddProduct(ref sum, x1, in w1, at);
            TLane.AddProduct(ref sum, x2, in w2, at);
            TLane.AddProduct(ref sum, x3, in w3, at);
            TLane.Store(sum, ref sums, at);
        }
    }
}
