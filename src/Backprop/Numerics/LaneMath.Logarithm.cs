using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>Natural logarithms. x = 2ᵉ·(1 + f) with √½ ≤ 1 + f ≤ √2 and ln x = e·ln 2 + ln(1 + f); with s = f / (2 + f) and z = s²,
/// ln(1 + f) = 2·artanh(s) = f − (f²/2 − s·(f²/2 + z·p(z))), the arrangement of Sun's fdlibm (e_log.c), which keeps f exact.</content>
public static partial class LaneMath
{
    private const double Sqrt2 = 1.4142135623730951;

    // The smallest normal number, and the power of two that lifts every subnormal one above it.
    private const double NormalFloat = 1.1754943508222875E-38, LiftFloat = 16777216.0;
    private const double NormalDouble = 2.2250738585072014E-308, LiftDouble = 18014398509481984.0;

    // p(z) = (2·artanh(s) − 2s) / s³: L in double, l in float.
    private const double
        L0 = 0.666666666666667, L1 = 0.39999999999899444, L2 = 0.2857142862600327, L3 = 0.22222211130259878,
        L4 = 0.18182889455674947, L5 = 0.15331710618210773, L6 = 0.14616585424888623;

    private const double
        l0 = 0.6666668653488159, l1 = 0.3998877704143524, l2 = 0.2958005368709564;

    /// <summary>ln x: −∞ at ±0, NaN below 0, +∞ at +∞. Subnormal x are taken as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Unsafe.SkipInit(out LaneSlot slot);
        ref TLane lane = ref LaneSlot.Align<TLane>(ref slot);
        lane = x;
        LogOf(ref lane);
        return lane;
    }

    [MethodImpl(Jit.OwnCode)]
    private static void LogOf<TLane>(ref TLane lane)
        where TLane : struct, ILane<TLane>
    {
        TLane x = lane;
        TLane subnormal = TLane.GreaterThan(TLane.Constant(TLane.IsDouble ? NormalDouble : NormalFloat), x);
        TLane normal = TLane.Select(subnormal, x * TLane.Constant(TLane.IsDouble ? LiftDouble : LiftFloat), x);
        TLane mantissa = TLane.Mantissa(normal);
        TLane large = TLane.GreaterThan(mantissa, TLane.Constant(Sqrt2));
        TLane e = TLane.Exponent(normal) - TLane.Select(subnormal, TLane.Constant(TLane.IsDouble ? 54 : 24), TLane.Zero);
        e = e + TLane.Select(large, TLane.Constant(1), TLane.Zero);
        TLane f = TLane.Select(large, mantissa * TLane.Constant(0.5), mantissa) - TLane.Constant(1);

        TLane s = f / (f + TLane.Constant(2));
        TLane z = s * s;
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(L6);
            p = TLane.Horner(p, z, L5, L4, L3, L2);
            p = TLane.MultiplyAdd(p, z, TLane.Constant(L1));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(L0));
        }
        else
        {
            p = TLane.Constant(l2);
            p = TLane.MultiplyAdd(p, z, TLane.Constant(l1));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(l0));
        }

        TLane halfSquare = f * f * TLane.Constant(0.5);
        p = TLane.MultiplyAdd(z, p, halfSquare);
        TLane logarithm = f - TLane.MultiplySubtract(s, p, halfSquare);
        logarithm = TLane.MultiplyAdd(e, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), logarithm);
        logarithm = TLane.MultiplyAdd(e, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), logarithm);

        // Where the argument is positive and finite, the logarithm; elsewhere −∞ at the pole, NaN to its left, x for +∞ and NaN.
        TLane infinity = TLane.Constant(double.PositiveInfinity);
        TLane finite = TLane.Select(TLane.GreaterThan(infinity, x), logarithm, x);
        TLane outside = TLane.Select(TLane.AreEqual(x, TLane.Constant(0)), -infinity, TLane.Constant(double.NaN));
        lane = TLane.Select(TLane.GreaterThan(x, TLane.Zero), finite, outside);
    }

    /// <summary>ln(1 + x) without cancellation near 0: −∞ at −1, NaN below −1, +∞ at +∞, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log1p<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Unsafe.SkipInit(out LaneSlot slot);
        ref TLane lane = ref LaneSlot.Align<TLane>(ref slot);
        lane = x;
        Log1pOf(ref lane);
        return lane;
    }

    [MethodImpl(Jit.OwnCode)]
    private static void Log1pOf<TLane>(ref TLane lane)
        where TLane : struct, ILane<TLane>
    {
        TLane x = lane;
        TLane u = x + TLane.Constant(1);
        TLane mantissa = TLane.Mantissa(u);
        TLane large = TLane.GreaterThan(mantissa, TLane.Constant(Sqrt2));
        TLane e = TLane.Exponent(u) + TLane.Select(large, TLane.Constant(1), TLane.Zero);

        // f = x·2⁻ᵉ + (2⁻ᵉ − 1) holds the bits of x that 1 + x lost. From 2⁶⁰ on none matter, and 2⁻ᵉ could leave the normal range.
        TLane most = TLane.Constant(60);
        TLane huge = TLane.GreaterThan(e, most);
        TLane scale = TLane.ScaleByPowerOfTwo(TLane.Constant(1), -TLane.Select(huge, most, e));
        TLane near = TLane.MultiplyAdd(x, scale, scale - TLane.Constant(1));
        TLane far = TLane.Select(large, mantissa * TLane.Constant(0.5), mantissa) - TLane.Constant(1);
        TLane f = TLane.Select(huge, far, near);

        TLane s = f / (f + TLane.Constant(2));
        TLane z = s * s;
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(L6);
            p = TLane.Horner(p, z, L5, L4, L3, L2);
            p = TLane.MultiplyAdd(p, z, TLane.Constant(L1));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(L0));
        }
        else
        {
            p = TLane.Constant(l2);
            p = TLane.MultiplyAdd(p, z, TLane.Constant(l1));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(l0));
        }

        TLane halfSquare = f * f * TLane.Constant(0.5);
        p = TLane.MultiplyAdd(z, p, halfSquare);
        TLane logarithm = f - TLane.MultiplySubtract(s, p, halfSquare);
        logarithm = TLane.MultiplyAdd(e, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), logarithm);
        logarithm = TLane.MultiplyAdd(e, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), logarithm);

        // Where the argument is positive and finite, the logarithm; elsewhere −∞ at the pole, NaN to its left, x for +∞ and NaN.
        TLane infinity = TLane.Constant(double.PositiveInfinity);
        TLane finite = TLane.Select(TLane.GreaterThan(infinity, u), logarithm, x);
        TLane outside = TLane.Select(TLane.AreEqual(x, TLane.Constant(-1)), -infinity, TLane.Constant(double.NaN));
        lane = TLane.CopySign(TLane.Select(TLane.GreaterThan(u, TLane.Zero), finite, outside), x);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|): x itself for large x, 0 where eˣ vanishes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Softplus<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Unsafe.SkipInit(out LaneSlot slot);
        ref TLane lane = ref LaneSlot.Align<TLane>(ref slot);
        lane = x;
        SoftplusOf(ref lane);
        return lane;
    }

    [MethodImpl(Jit.OwnCode)]
    private static void SoftplusOf<TLane>(ref TLane lane)
        where TLane : struct, ILane<TLane>
    {
        TLane x = lane;

        // t = e^−|x| as in Sigmoid.
        TLane a = -TLane.Abs(x);
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

        TLane t = TLane.MultiplyAdd(r * r, q, r) + TLane.Constant(1);
        TLane vanishes = TLane.GreaterThan(TLane.Constant(TLane.IsDouble ? ExpVanishesDouble : ExpVanishesFloat), a);
        t = TLane.Select(vanishes, TLane.Zero, TLane.ScaleByPowerOfTwo(t, n));

        // 1 + t lies in [1, 2]: e is 0 or 1, and f = t or (t − 1) / 2, both exact.
        TLane large = TLane.GreaterThan(t, TLane.Constant(Sqrt2 - 1));
        TLane f = TLane.Select(large, (t - TLane.Constant(1)) * TLane.Constant(0.5), t);
        TLane e = TLane.Select(large, TLane.Constant(1), TLane.Zero);

        TLane s = f / (f + TLane.Constant(2));
        TLane z = s * s;
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(L6);
            p = TLane.Horner(p, z, L5, L4, L3, L2);
            p = TLane.MultiplyAdd(p, z, TLane.Constant(L1));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(L0));
        }
        else
        {
            p = TLane.Constant(l2);
            p = TLane.MultiplyAdd(p, z, TLane.Constant(l1));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(l0));
        }

        TLane halfSquare = f * f * TLane.Constant(0.5);
        p = TLane.MultiplyAdd(z, p, halfSquare);
        TLane logarithm = f - TLane.MultiplySubtract(s, p, halfSquare);
        logarithm = TLane.MultiplyAdd(e, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), logarithm);
        logarithm = TLane.MultiplyAdd(e, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), logarithm);
        lane = TLane.Select(TLane.GreaterThan(TLane.Zero, x), TLane.Zero, x) + logarithm;
    }
}
