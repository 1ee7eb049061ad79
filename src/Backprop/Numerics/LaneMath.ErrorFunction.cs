using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>The error function, for the exact GELU.</content>
public static partial class LaneMath
{
    // p(u) = erf(x) / x − 1, u = x² ≤ 1: S in double, s in float.
    private const double
        S0 = 0.12837916709551256, S1 = -0.37612638903183543, S2 = 0.11283791670945006, S3 = -0.02686617064323777,
        S4 = 0.0052239776071164225, S5 = -0.0008548325975389692, S6 = 0.00012055294904839707,
        S7 = -1.492473690741966e-05, S8 = 1.6447424703317362e-06, S9 = -1.6208483801871705e-07,
        S10 = 1.3720064546777686e-08, S11 = -7.795898827002142e-10;

    private const double
        s0 = 0.12837916612625122, s1 = -0.3761262595653534, s2 = 0.11283594369888306, s3 = -0.02685421146452427,
        s4 = 0.005189087241888046, s5 = -0.000801686430349946, s6 = 7.875874871388078e-05;

    // g(t) = e^x²·erfc x, t = 1 / (1 + x/2), from x = 1 to 6 (T, double) or 4 (t, float).
    private const double
        T0 = 1.6242284740077591e-07, T1 = 0.2820885729320229, T2 = 0.2822051417376623, T3 = 0.24562975816641905,
        T4 = 0.185316412975862, T5 = 0.03477897668837144, T6 = 0.19483233899524952, T7 = -0.6720587822190289,
        T8 = 1.3907243547276613, T9 = -2.548579515162772, T10 = 3.3141789939074116, T11 = -2.808469620081249,
        T12 = 1.4993273861992589, T13 = -0.4641503100512702, T14 = 0.06417709956997757;

    private const double
        t0 = 0.0006051184027455747, t1 = 0.2736343443393707, t2 = 0.33075714111328125, t3 = 0.1014954149723053,
        t4 = 0.40349504351615906, t5 = -0.057065200060606, t6 = -0.05363042652606964;

    /// <summary>erf x = 2/√π · ∫₀ˣ e^−t² dt; ±1 at ±∞, ±0 for ±0.</summary>
    /// <remarks>For |x| &lt; 1, x + x·p(x²); from there on 1 − e^−x²·g(1 / (1 + |x|/2)).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Erf<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Unsafe.SkipInit(out LaneSlot slot);
        ref TLane lane = ref LaneSlot.Align<TLane>(ref slot);
        lane = x;
        ErfOf(ref lane);
        return lane;
    }

    [MethodImpl(Jit.OwnCode)]
    private static void ErfOf<TLane>(ref TLane lane)
        where TLane : struct, ILane<TLane>
    {
        TLane x = lane;

        // Beyond the limit erf rounds to 1.
        TLane limit = TLane.Constant(TLane.IsDouble ? 6.0 : 4.0);
        TLane magnitude = TLane.Abs(x);
        magnitude = TLane.Select(TLane.GreaterThan(magnitude, limit), limit, magnitude);
        TLane u = magnitude * magnitude;

        // e^−u as in Exp; 2ⁿ is far from its limits here.
        TLane a = -u;
        TLane n = TLane.Round(a * TLane.Constant(Log2E));
        TLane r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), a);
        r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), r);
        TLane q;
        if (TLane.IsDouble)
        {
            q = TLane.Constant(E10);
            q = TLane.Horner(q, r, E9, E8, E7, E6);
            q = TLane.Horner(q, r, E5, E4, E3, E2);
            q = TLane.MultiplyAdd(q, r, TLane.Constant(E1));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(E0));
        }
        else
        {
            q = TLane.Constant(e5);
            q = TLane.Horner(q, r, e4, e3, e2, e1);
            q = TLane.MultiplyAdd(q, r, TLane.Constant(e0));
        }

        TLane decay = TLane.ScaleByPowerOfTwo(TLane.MultiplyAdd(r * r, q, r) + TLane.Constant(1), n);

        TLane small;
        if (TLane.IsDouble)
        {
            small = TLane.Constant(S11);
            small = TLane.Horner(small, u, S10, S9, S8, S7);
            small = TLane.Horner(small, u, S6, S5, S4, S3);
            small = TLane.MultiplyAdd(small, u, TLane.Constant(S2));
            small = TLane.MultiplyAdd(small, u, TLane.Constant(S1));
            small = TLane.MultiplyAdd(small, u, TLane.Constant(S0));
        }
        else
        {
            small = TLane.Constant(s6);
            small = TLane.Horner(small, u, s5, s4, s3, s2);
            small = TLane.MultiplyAdd(small, u, TLane.Constant(s1));
            small = TLane.MultiplyAdd(small, u, TLane.Constant(s0));
        }

        small = TLane.MultiplyAdd(magnitude, small, magnitude);
        TLane large = TLane.MultiplySubtract(decay, ErfTail(magnitude), TLane.Constant(1));
        lane = TLane.CopySign(TLane.Select(TLane.GreaterThan(TLane.Constant(1), magnitude), small, large), x);
    }

    /// <summary>e^x²·erfc x from 1 on. (A helper, and still inlined: the budget of the long method above pays for it.)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ErfTail<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane v = TLane.Constant(1) / TLane.MultiplyAdd(x, TLane.Constant(0.5), TLane.Constant(1));
        TLane tail;
        if (TLane.IsDouble)
        {
            tail = TLane.Constant(T14);
            tail = TLane.Horner(tail, v, T13, T12, T11, T10);
            tail = TLane.Horner(tail, v, T9, T8, T7, T6);
            tail = TLane.Horner(tail, v, T5, T4, T3, T2);
            tail = TLane.MultiplyAdd(tail, v, TLane.Constant(T1));
            tail = TLane.MultiplyAdd(tail, v, TLane.Constant(T0));
        }
        else
        {
            tail = TLane.Constant(t6);
            tail = TLane.Horner(tail, v, t5, t4, t3, t2);
            tail = TLane.MultiplyAdd(tail, v, TLane.Constant(t1));
            tail = TLane.MultiplyAdd(tail, v, TLane.Constant(t0));
        }

        return tail;
    }
}
