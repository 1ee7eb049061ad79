using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>The last few columns of xᵀ·δ, beside whole lanes: the lanes lie along the rows, which lie side by side in x, and are stored number by number. In a tile, most of a lane would be computed for nothing.</content>
public static partial class Tiles<TLane, T>
{
    // So little depth that the stores would take as long as what is saved.
    private const int FewestSums = 32;

    // The columns that tiles compute: whole lanes, where the others are few.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TiledColumns<TEnd>(int leftRow, int rows, int columns, int depth)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int rest = columns % TLane.Width;
        bool areFew = rest < TLane.Width / 4 && columns > TLane.Width && rows >= TLane.Width && depth >= FewestSums;
        return areFew && leftRow == 1 && typeof(TEnd) == typeof(PlainEnd<TLane, T>) ? columns - rest : columns;
    }

    // The columns from start on, two at a time.
    [MethodImpl(Jit.OwnCode)]
    private static void Columns(ref readonly T left, int leftStep, ref readonly T right, int depth, ref T result, int rows, int columns, int start)
    {
        int most = rows - TLane.Width;
        Sums sums = default;
        for (int column = start; column < columns; column += 2)
        {
            int second = int.Min(column + 1, columns - 1) - column; // the same again, if it is the last
            for (int row = 0; row < rows; row += (TLane.IsWide ? 4 : 2) * TLane.Width)
            {
                int row0 = int.Min(row, most), row1 = int.Min(row + TLane.Width, most), row2 = int.Min(row + (2 * TLane.Width), most), row3 = int.Min(row + (3 * TLane.Width), most);
                ref readonly T x0 = ref Lanes.At(in left, row0), x1 = ref Lanes.At(in left, row1), x2 = ref Lanes.At(in left, row2), x3 = ref Lanes.At(in left, row3);
                ref readonly T delta = ref Lanes.At(in right, column);
                TLane s00 = TLane.Zero, s01 = TLane.Zero, s10 = TLane.Zero, s11 = TLane.Zero, s20 = TLane.Zero, s21 = TLane.Zero, s30 = TLane.Zero, s31 = TLane.Zero;
                for (int k = depth; k > 0; k--)
                {
                    TLane d0 = TLane.Broadcast(in delta, 0), d1 = TLane.Broadcast(in delta, second);
                    Lanes.MultiplyAdd(TLane.Load(in x0, 0), d0, d1, ref s00, ref s01);
                    Lanes.MultiplyAdd(TLane.Load(in x1, 0), d0, d1, ref s10, ref s11);
                    if (TLane.IsWide)
                    {
                        Lanes.MultiplyAdd(TLane.Load(in x2, 0), d0, d1, ref s20, ref s21);
                        Lanes.MultiplyAdd(TLane.Load(in x3, 0), d0, d1, ref s30, ref s31);
                        x2 = ref Lanes.At(in x2, leftStep);
                        x3 = ref Lanes.At(in x3, leftStep);
                    }

                    x0 = ref Lanes.At(in x0, leftStep);
                    x1 = ref Lanes.At(in x1, leftStep);
                    delta = ref Lanes.At(in delta, columns);
                }

                // Through memory, as a call would throw the sums out of their registers from the loop on.
                ref T sum = ref Unsafe.As<Sums, T>(ref sums);
                TLane.Store(s00, ref sum, 0);
                TLane.Store(s01, ref sum, TLane.Width);
                TLane.Store(s10, ref sum, 2 * TLane.Width);
                TLane.Store(s11, ref sum, 3 * TLane.Width);
                if (TLane.IsWide)
                {
                    TLane.Store(s20, ref sum, 4 * TLane.Width);
                    TLane.Store(s21, ref sum, 5 * TLane.Width);
                    TLane.Store(s30, ref sum, 6 * TLane.Width);
                    TLane.Store(s31, ref sum, 7 * TLane.Width);
                }

                ref T to = ref Unsafe.Add(ref result, column);
                Scatter(in sum, ref Lanes.Place(ref to, row0, columns), columns, second);
                Scatter(in Lanes.At(in sum, 2 * TLane.Width), ref Lanes.Place(ref to, row1, columns), columns, second);
                if (TLane.IsWide)
                {
                    Scatter(in Lanes.At(in sum, 4 * TLane.Width), ref Lanes.Place(ref to, row2, columns), columns, second);
                    Scatter(in Lanes.At(in sum, 6 * TLane.Width), ref Lanes.Place(ref to, row3, columns), columns, second);
                }
            }
        }
    }

    // Two lanes as two columns.
    [MethodImpl(Jit.OwnCode)]
    private static void Scatter(ref readonly T lanes, ref T to, int columns, int between)
    {
        for (int place = 0; place < TLane.Width; place++)
        {
            to = Lanes.At(in lanes, place);
            Unsafe.Add(ref to, between) = Lanes.At(in lanes, place + TLane.Width);
            to = ref Unsafe.Add(ref to, columns);
        }
    }

    [InlineArray(8)]
    private struct Sums
    {
        private TLane first;
    }
}
