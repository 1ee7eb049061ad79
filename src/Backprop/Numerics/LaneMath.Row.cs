using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>Exponentials of a whole row, for softmax.</content>
public static partial class LaneMath
{
    /// <summary>destination = exp(source − max), and their sum: lane by lane in the order of the row, then over the places of the lane.</summary>
    /// <param name="source">The first of the row's values.</param>
    /// <param name="destination">Where they go; it may be the same place.</param>
    /// <param name="count">How many there are: a lane or more.</param>
    /// <param name="max">The largest of them, in every place.</param>
    [MethodImpl(Jit.OwnCode)]
    public static T Exponentials<TLane, T>(ref readonly T source, ref T destination, int count, out TLane max)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int whole = count - count % TLane.Width;
        TLane largest = TLane.Load(in source, count - TLane.Width); // overlaps: a maximum does not mind
        for (int i = 0; i < whole; i += TLane.Width)
        {
            largest = TLane.Max(TLane.Load(in source, i), largest);
        }

        largest = TLane.Broadcast(TLane.Maximum(largest));
        TLane rest = whole < count ? Exp(TLane.LoadPartial(in source, whole, count - whole) - largest) : TLane.Zero;
        for (int i = 0; i < whole; i += TLane.Width)
        {
            TLane.Store(TLane.Load(in source, i) - largest, ref destination, i);
        }

        ExpOf(ref Unsafe.As<T, TLane>(ref destination), whole / TLane.Width);
        TLane sums = TLane.Zero;
        for (int i = 0; i < whole; i += TLane.Width)
        {
            sums += TLane.Load(in destination, i);
        }

        if (whole < count)
        {
            sums += TLane.KeepFirst(rest, count - whole);
            TLane.StorePartial(rest, ref destination, whole, count - whole);
        }

        max = largest;
        return TLane.Sum(sums);
    }
}
