using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Sums over rows in lanes. For the emitted code.</summary>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneColumns<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    // Columns whose sums are made at once: enough for the latency of an addition.
    private const int Columns = 4;

    // Rows that are summed up before their sum is added to the others: long sums stay exact.
    private const int Block = 1024;

    /// <summary>The sum of each column over all rows: each place of its lanes has a sum of its own, and those are then added up.</summary>
    /// <param name="values">rows × columns lanes.</param>
    /// <param name="rows">How many rows of lanes.</param>
    /// <param name="result">Receives columns values.</param>
    /// <param name="columns">Their columns.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void Sum(ref readonly T values, int rows, ref T result, int columns)
    {
        int step = columns * TLane.Width;
        for (int c0 = 0; c0 < columns; c0 += Columns)
        {
            int c1 = int.Min(c0 + 1, columns - 1), c2 = int.Min(c0 + 2, columns - 1), c3 = int.Min(c0 + 3, columns - 1); // the last sums may be made twice
            TLane s0 = TLane.Zero, s1 = TLane.Zero, s2 = TLane.Zero, s3 = TLane.Zero;
            for (int row = 0; row < rows;)
            {
                int end = row + int.Min(Block, rows - row);
                TLane p0 = TLane.Zero, p1 = TLane.Zero, p2 = TLane.Zero, p3 = TLane.Zero;
                for (; row < end; row++)
                {
                    ref readonly T from = ref Lanes.At(in values, row, step);
                    p0 += TLane.Load(in from, c0 * TLane.Width);
                    p1 += TLane.Load(in from, c1 * TLane.Width);
                    p2 += TLane.Load(in from, c2 * TLane.Width);
                    p3 += TLane.Load(in from, c3 * TLane.Width);
                }

                s0 += p0;
                s1 += p1;
                s2 += p2;
                s3 += p3;
            }

            Lanes.StoreSum(s0, ref result, c0);
            Lanes.StoreSum(s1, ref result, c1);
            Lanes.StoreSum(s2, ref result, c2);
            Lanes.StoreSum(s3, ref result, c3);
        }
    }
}
