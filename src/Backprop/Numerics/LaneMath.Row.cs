using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>Exponentials for softmax: of a whole row, and of rows side by side.</content>
public static partial class LaneMath
{
    /// <summary>destination = exp(source − max), and their sum: lane by lane in the order of the row, then over the places of the lane. The last lane ends with the row,
    /// and its places that the one before has too count once.</summary>
    /// <param name="source">The first of the row's values.</param>
    /// <param name="destination">Where they go; it may be the same place.</param>
    /// <param name="count">How many there are: a lane or more.</param>
    /// <param name="max">The largest of them.</param>
    [MethodImpl(Jit.OwnCode)]
    public static T Exponentials<TLane, T>(ref readonly T source, ref T destination, int count, out T max)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int last = count - TLane.Width, rest = count & (TLane.Width - 1);
        TLane end = TLane.Load(in source, last), largest = end, other = end;
        for (int i = 0; i < last; i += 2 * TLane.Width)
        {
            largest = TLane.Larger(TLane.Load(in source, i), largest);
            other = TLane.Larger(TLane.Load(in source, int.Min(i + TLane.Width, last)), other); // overlaps: a maximum does not mind
        }

        max = TLane.Maximum(TLane.Larger(other, largest)); // a NaN that it loses makes a NaN of its own place, and of the sum
        largest = TLane.Broadcast(max);
        TLane sums = TLane.Zero;
        for (int i = 0; i < last; i += TLane.Width)
        {
            TLane e = ExpBelow(TLane.Load(in source, i) - largest);
            sums += e;
            TLane.Store(e, ref destination, i);
        }

        // What was loaded first, for the row may have been overwritten since.
        end = ExpBelow(end - largest);
        TLane.Store(end, ref destination, last);
        TLane again = TLane.KeepFirst(TLane.AreEqual(TLane.Zero, TLane.Zero), (TLane.Width - rest) & (TLane.Width - 1));
        return TLane.Sum(sums + TLane.Select(again, TLane.Zero, end));
    }

    /// <summary>The same of rows that lie side by side, a row in each place of a lane: destination = exp(source − max). Returns the sums, each in the order of its row.</summary>
    /// <param name="source">A lane for each of the rows' numbers, one behind the other.</param>
    /// <param name="destination">Where they go; it may be the same place.</param>
    /// <param name="count">How many numbers a row has.</param>
    /// <param name="max">The largest of each row.</param>
    [MethodImpl(Jit.OwnCode)]
    public static TLane ExponentialsInLanes<TLane, T>(ref readonly T source, ref T destination, int count, out TLane max)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int end = count * TLane.Width;
        TLane largest = TLane.Load(in source, 0), sum = TLane.Zero;
        for (int i = TLane.Width; i < end; i += TLane.Width)
        {
            largest = TLane.Larger(TLane.Load(in source, i), largest);
        }

        for (int i = 0; i < end; i += TLane.Width)
        {
            TLane e = ExpBelow(TLane.Load(in source, i) - largest);
            sum += e;
            TLane.Store(e, ref destination, i);
        }

        max = largest;
        return sum;
    }

    /// <summary>row = row · factor.</summary>
    /// <param name="row">The first of the row's values.</param>
    /// <param name="count">How many there are: a lane or more.</param>
    /// <param name="factor">What each of them is multiplied by.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void Scale<TLane, T>(ref T row, int count, T factor)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        TLane by = TLane.Broadcast(factor);
        int last = count - TLane.Width;
        TLane end = TLane.Load(in row, last) * by; // it overlaps the one before: what that stores is not read again
        for (int i = 0; i < last; i += TLane.Width)
        {
            TLane.Store(TLane.Load(in row, i) * by, ref row, i);
        }

        TLane.Store(end, ref row, last);
    }

    /// <summary>The same of rows that lie side by side, a row in each place of a lane.</summary>
    /// <param name="rows">A lane for each of the rows' numbers, one behind the other.</param>
    /// <param name="count">How many numbers a row has.</param>
    /// <param name="factors">What those of each row are multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScaleInLanes<TLane, T>(ref T rows, int count, TLane factors)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        for (int i = 0; i < count * TLane.Width; i += TLane.Width)
        {
            TLane.Store(TLane.Load(in rows, i) * factors, ref rows, i);
        }
    }

    /// <summary>eˣ for x ≤ 0 or NaN, with the bits of <see cref="Exp{TLane}"/>: no overflow to care for, and in place, so that the loop around it has several in flight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ExpBelow<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane n = TLane.Round(x * TLane.Constant(Log2E));
        TLane r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), x);
        r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), r);
        TLane p = ExpSeries(r);
        TLane power = TLane.ScaleByPowerOfTwo(TLane.MultiplyAdd(r * r, p, r) + TLane.Constant(1), n);
        return TLane.ZeroWhereLess(power, x, TLane.Constant(TLane.IsDouble ? ExpVanishesDouble : ExpVanishesFloat));
    }
}
