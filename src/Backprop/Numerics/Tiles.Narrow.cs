using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>The tile for lanes of several registers, of which there are 16.</content>
public static partial class Tiles<TLane, T>
{
    // 6 rows × 1 lane of sums, two or four registers each.
    [MethodImpl(Jit.OwnCode)]
    private static void Tile6x1<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int step, int depth, ref readonly T aside, ref T result, int rows, int columns, int c0)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int count = int.Min(TLane.Width, columns);
        for (int tile = 0; tile < rows; tile += 6)
        {
            int row = int.Min(tile, rows - 6); // the last tile overlaps the one before: same inputs, same bits
            if (leftStep > 1 && step < columns)
            {
                Prefetch.Block(ref Lanes.Place(ref result, row, columns), c0, columns, 6); // a large gradient comes from far away: it is here when the sums are
            }

            ref readonly T x0 = ref Lanes.At(in left, row * leftRow), w = ref right;
            ref readonly T x1 = ref Lanes.At(in x0, leftRow), x2 = ref Lanes.At(in x1, leftRow), x3 = ref Lanes.At(in x2, leftRow), x4 = ref Lanes.At(in x3, leftRow);
            ref readonly T x5 = ref Lanes.At(in x4, leftRow);
            TLane s00 = TEnd.Start(in aside, c0);
            TLane s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00;
            for (int k = 0, at = 0; k < depth; k++, at += leftStep)
            {
                TLane w0 = TLane.Load(in w, c0);
                TLane.AddScaled(ref s00, w0, in x0, at);
                TLane.AddScaled(ref s10, w0, in x1, at);
                TLane.AddScaled(ref s20, w0, in x2, at);
                TLane.AddScaled(ref s30, w0, in x3, at);
                TLane.AddScaled(ref s40, w0, in x4, at);
                TLane.AddScaled(ref s50, w0, in x5, at);
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
        }
    }
}
