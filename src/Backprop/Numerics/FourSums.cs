using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>The sums of four lanes' places, side by side: each as <see cref="ILane{TSelf,T}.Sum"/> adds, to the same bits, in a third of the steps. All of it is inlined.</summary>
internal static class FourSums
{
    /// <summary>Stores Sum(a), Sum(b), Sum(c), Sum(d).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane a, TLane b, TLane c, TLane d, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Vector128<T> q0 = (TLane.Quarter(a, 0) + TLane.Quarter(a, 2)) + (TLane.Quarter(a, 1) + TLane.Quarter(a, 3));
        Vector128<T> q1 = (TLane.Quarter(b, 0) + TLane.Quarter(b, 2)) + (TLane.Quarter(b, 1) + TLane.Quarter(b, 3));
        Vector128<T> q2 = (TLane.Quarter(c, 0) + TLane.Quarter(c, 2)) + (TLane.Quarter(c, 1) + TLane.Quarter(c, 3));
        Vector128<T> q3 = (TLane.Quarter(d, 0) + TLane.Quarter(d, 2)) + (TLane.Quarter(d, 1) + TLane.Quarter(d, 3));
        ref T to = ref Unsafe.Add(ref destination, offset);
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            Vector128<float> ab = Pairs(q0.AsSingle(), q1.AsSingle()), cd = Pairs(q2.AsSingle(), q3.AsSingle());
            (Sse.Shuffle(ab, cd, 0x88) + Sse.Shuffle(ab, cd, 0xDD)).As<float, T>().StoreUnsafe(ref to);
        }
        else if (typeof(T) == typeof(double) && Sse2.IsSupported)
        {
            (Sse2.UnpackLow(q0.AsDouble(), q1.AsDouble()) + Sse2.UnpackHigh(q0.AsDouble(), q1.AsDouble())).As<double, T>().StoreUnsafe(ref to);
            (Sse2.UnpackLow(q2.AsDouble(), q3.AsDouble()) + Sse2.UnpackHigh(q2.AsDouble(), q3.AsDouble())).As<double, T>().StoreUnsafe(ref to, 2);
        }
        else
        {
            to = TLane.Sum(a);
            Unsafe.Add(ref to, 1) = TLane.Sum(b);
            Unsafe.Add(ref to, 2) = TLane.Sum(c);
            Unsafe.Add(ref to, 3) = TLane.Sum(d);
        }
    }

    // Of two times four numbers, each one plus that two places behind it: two numbers of a, two of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pairs(Vector128<float> a, Vector128<float> b) => Sse.MoveLowToHigh(a, b) + Sse.MoveHighToLow(b, a);
}
