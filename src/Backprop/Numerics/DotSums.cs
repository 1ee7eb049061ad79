using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>The sums of four lanes' places, side by side: each as <see cref="ILane{TSelf,T}.Sum"/> adds, to the same bits, in fewer steps. All of it is inlined.</summary>
internal static class DotSums
{
    /// <summary>Stores Sum(a), Sum(b), Sum(c), Sum(d).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane a, TLane b, TLane c, TLane d, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (typeof(TLane) == typeof(FloatLane512) && Avx512F.IsSupported)
        {
            Vector512<float> sums = Quarters(Whole(a), Whole(b), Whole(c), Whole(d));
            sums += Avx512F.Permute4x32(sums, 0b01_00_11_10);
            sums += Avx512F.Permute4x32(sums, 0b10_11_00_01);
            Vector128<float> four = Avx512F.PermuteVar16x32(sums, Vector512.Create(0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12)).GetLower().GetLower();
            four.As<float, T>().StoreUnsafe(ref Unsafe.Add(ref destination, offset));
            return;
        }

        TLane.AddHalf(ref a, TLane.UpperHalf(a));
        TLane.AddHalf(ref b, TLane.UpperHalf(b));
        TLane.AddHalf(ref c, TLane.UpperHalf(c));
        TLane.AddHalf(ref d, TLane.UpperHalf(d));
        StoreHalves(a, b, c, d, ref destination, offset);
    }

    /// <summary>The same of lanes whose upper half has been added to the lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves<TLane, T>(TLane a, TLane b, TLane c, TLane d, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Vector128<T> q0 = TLane.Quarter(a, 0) + TLane.Quarter(a, 1), q1 = TLane.Quarter(b, 0) + TLane.Quarter(b, 1);
        Vector128<T> q2 = TLane.Quarter(c, 0) + TLane.Quarter(c, 1), q3 = TLane.Quarter(d, 0) + TLane.Quarter(d, 1);
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
            Store(q0, ref to);
            Store(q1, ref Unsafe.Add(ref to, 1));
            Store(q2, ref Unsafe.Add(ref to, 2));
            Store(q3, ref Unsafe.Add(ref to, 3));
        }
    }

    /// <summary>Stores four by four sums: those of four lanes side by side, the next four <paramref name="step1"/> behind them, and so on. Rows may be the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(
        TLane a0, TLane b0, TLane c0, TLane d0, TLane a1, TLane b1, TLane c1, TLane d1, TLane a2, TLane b2, TLane c2, TLane d2, TLane a3, TLane b3, TLane c3, TLane d3,
        ref T destination, int offset, int step1, int step2, int step3)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (typeof(TLane) == typeof(FloatLane512) && Avx512F.IsSupported)
        {
            // A column's four sums are quarters of one vector, of four places each; pairs of columns, then all four, halve them together.
            Vector512<float> ab = Pairs(Quarters(Whole(a0), Whole(a1), Whole(a2), Whole(a3)), Quarters(Whole(b0), Whole(b1), Whole(b2), Whole(b3)));
            Vector512<float> cd = Pairs(Quarters(Whole(c0), Whole(c1), Whole(c2), Whole(c3)), Quarters(Whole(d0), Whole(d1), Whole(d2), Whole(d3)));
            Vector512<float> sums = Avx512F.Shuffle(ab, cd, 0b10_00_10_00) + Avx512F.Shuffle(ab, cd, 0b11_01_11_01);
            ref float to = ref Unsafe.As<T, float>(ref Unsafe.Add(ref destination, offset));
            sums.GetUpper().GetUpper().StoreUnsafe(ref to, (nuint)step3);
            sums.GetUpper().GetLower().StoreUnsafe(ref to, (nuint)step2);
            sums.GetLower().GetUpper().StoreUnsafe(ref to, (nuint)step1);
            sums.GetLower().GetLower().StoreUnsafe(ref to);
            return;
        }

        Store(a0, b0, c0, d0, ref destination, offset);
        Store(a1, b1, c1, d1, ref destination, offset + step1);
        Store(a2, b2, c2, d2, ref destination, offset + step2);
        Store(a3, b3, c3, d3, ref destination, offset + step3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Whole<TLane>(TLane lane)
        where TLane : struct => Unsafe.BitCast<TLane, Vector512<float>>(lane);

    // The halves of a and b, added.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halves(Vector512<float> a, Vector512<float> b) => Avx512F.Shuffle4x128(a, b, 0b01_00_01_00) + Avx512F.Shuffle4x128(a, b, 0b11_10_11_10);

    // Each of four vectors, halved twice: a quarter of the result.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector512<float> ab = Halves(a, b), cd = Halves(c, d);
        return Avx512F.Shuffle4x128(ab, cd, 0b10_00_10_00) + Avx512F.Shuffle4x128(ab, cd, 0b11_01_11_01);
    }

    // Below, four times.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Pairs(Vector512<float> a, Vector512<float> b) =>
        Avx512F.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle() + Avx512F.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle();

    // The sum of a quarter's places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector128<T> quarter, ref T to)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> q = quarter.AsSingle();
            Unsafe.As<T, float>(ref to) = (q[0] + q[2]) + (q[1] + q[3]);
        }
        else
        {
            Vector128<double> q = quarter.AsDouble();
            Unsafe.As<T, double>(ref to) = q[0] + q[1];
        }
    }

    // Of two times four numbers, each one plus that two places behind it: two numbers of a, two of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pairs(Vector128<float> a, Vector128<float> b) => Sse.MoveLowToHigh(a, b) + Sse.MoveHighToLow(b, a);
}
