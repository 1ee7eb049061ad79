using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>The softmax of rows that are narrower than a lane.</summary>
public static class RowSoftmax
{
    /// <summary>yᵢ = exp(xᵢ − max x) / Σⱼ exp(xⱼ − max x) over each row, for many rows: a lane of them at a time, side by side.</summary>
    /// <param name="x">Rows of <paramref name="units"/>.</param>
    /// <param name="y">As many.</param>
    /// <param name="rows">How many.</param>
    /// <param name="units">1 to the width of a lane.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void WriteMany<TLane, T>(ref readonly T x, ref T y, int rows, int units)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Span<T> e = stackalloc T[units * TLane.Width];
        for (int row = 0; row < rows; row += TLane.Width)
        {
            int count = int.Min(TLane.Width, rows - row);
            RowLanes.Pack(in Lanes.At(in x, row, units), ref e[0], count, units);
            TLane sum = LaneMath.ExponentialsInLanes(in e[0], ref e[0], units, out TLane _);
            LaneMath.ScaleInLanes(ref e[0], units, TLane.Constant(1) / sum);
            RowLanes.Unpack(in e[0], ref Lanes.Place(ref y, row, units), count, units);
        }
    }

    /// <summary>The same of a few rows, to the same bits: each lies in a lane of its own. The sum runs through the row in its order. The result may take the place of x.</summary>
    /// <param name="x">Rows of <paramref name="units"/>.</param>
    /// <param name="y">As many.</param>
    /// <param name="rows">How many.</param>
    /// <param name="units">1 to the width of a lane.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void Write<TLane, T>(ref readonly T x, ref T y, int rows, int units)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, IAdditionOperators<T, T, T>
    {
        TLane counted = TLane.KeepFirst(TLane.AreEqual(TLane.Zero, TLane.Zero), units);
        for (int row = 0; row < rows; row++)
        {
            TLane z = TLane.Select(counted, TLane.LoadPartial(in x, row * units, units), TLane.Constant(double.NegativeInfinity));
            TLane e = LaneMath.ExpBelow(z - TLane.Broadcast(TLane.Maximum(z)));
            TLane.StorePartial(e, ref y, row * units, units);

            ref T first = ref Unsafe.Add(ref y, row * units);
            T sum = first;
            for (int unit = 1; unit < units; unit++)
            {
                sum += Unsafe.Add(ref first, unit);
            }

            TLane.StorePartial(e * (TLane.Constant(1) / TLane.Broadcast(sum)), ref y, row * units, units);
        }
    }
}
