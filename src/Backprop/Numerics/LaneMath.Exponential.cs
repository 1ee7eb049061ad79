using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>eˣ and what is made of it. x = n·ln 2 + r with |r| ≤ ln 2 / 2, eˣ = 2ⁿ·(1 + r + r²·p(r)).
/// The high part of ln 2 is short, so that its product with n is exact; the low part adds what it lacks.</content>
public static partial class LaneMath
{
    private const double Log2E = 1.4426950408889634;

    // Sixteen and 41 bits after the point: times any exponent they are exact.
    private const double Ln2HighFloat = 0.693145751953125, Ln2LowFloat = 1.428606765330187e-06;
    private const double Ln2HighDouble = 0.693147180559663, Ln2LowDouble = 2.8235290563031577e-13;

    // −125 ln 2 and −1021 ln 2: what lies below becomes 0.
    private const double ExpVanishesFloat = -86.64339756999316, ExpVanishesDouble = -707.7032713652975;

    // p(r) = (eʳ − 1 − r) / r²: E in double, e in float.
    private const double
        E0 = 0.5, E1 = 0.1666666666666667, E2 = 0.04166666666666667, E3 = 0.008333333333326136,
        E4 = 0.0013888888888883748, E5 = 0.00019841269874820627, E6 = 2.4801587325547743e-05,
        E7 = 2.7557255400206422e-06, E8 = 2.75572736431103e-07, E9 = 2.5105217004720745e-08,
        E10 = 2.0914686968086876e-09;

    private const double
        e0 = 0.5, e1 = 0.1666666716337204, e2 = 0.04166646674275398, e3 = 0.00833331048488617,
        e4 = 0.0013933649752289057, e5 = 0.00019890991097781807;

    /// <summary>eˣ: exactly 1 at 0, +∞ on overflow, 0 where the result is below 2⁻¹²⁵ (float) or 2⁻¹⁰²¹ (double).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exp<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Unsafe.SkipInit(out LaneSlot slot);
        ref TLane lane = ref LaneSlot.Align<TLane>(ref slot);
        lane = x;
        ExpOf(ref lane);
        return lane;
    }

    [MethodImpl(Jit.OwnCode)]
    private static void ExpOf<TLane>(ref TLane lane)
        where TLane : struct, ILane<TLane>
    {
        TLane x = lane;

        // Beyond the limit the result is infinite anyway. (Min would also order −0 and +0, which costs more.)
        TLane limit = TLane.Constant(TLane.IsDouble ? 710.0 : 89.0);
        TLane a = TLane.Select(TLane.GreaterThan(x, limit), limit, x);
        TLane n = TLane.Round(a * TLane.Constant(Log2E));
        TLane r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), a);
        r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), r);
        TLane p = ExpSeries(r);

        // Twice the power of r, half of 2ⁿ: 2ⁿ itself is not a finite number at the very top.
        TLane power = TLane.MultiplyAdd(r * r, p, r) + TLane.Constant(1);
        power = TLane.ScaleByPowerOfTwo(power + power, n - TLane.Constant(1));
        TLane vanishes = TLane.GreaterThan(TLane.Constant(TLane.IsDouble ? ExpVanishesDouble : ExpVanishesFloat), x);
        lane = TLane.Select(vanishes, TLane.Zero, power);
    }

    /// <summary>eˣ − 1 without cancellation near 0; −1 at −∞, +∞ on overflow, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Expm1<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Unsafe.SkipInit(out LaneSlot slot);
        ref TLane lane = ref LaneSlot.Align<TLane>(ref slot);
        lane = x;
        Expm1Of(ref lane);
        return lane;
    }

    [MethodImpl(Jit.OwnCode)]
    private static void Expm1Of<TLane>(ref TLane lane)
        where TLane : struct, ILane<TLane>
    {
        TLane x = lane;

        // Below the lower limit the result rounds to −1; above the upper it is infinite.
        TLane upper = TLane.Constant(TLane.IsDouble ? 710.0 : 89.0);
        TLane lower = TLane.Constant(TLane.IsDouble ? -40.0 : -20.0);
        TLane a = TLane.Select(TLane.GreaterThan(x, upper), upper, x);
        a = TLane.Select(TLane.GreaterThan(lower, a), lower, a);
        TLane n = TLane.Round(a * TLane.Constant(Log2E));
        TLane r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), a);
        r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), r);
        TLane p = ExpSeries(r);

        // 2ⁿ·(eʳ − 1) + (2ⁿ − 1), with half of 2ⁿ as in Exp.
        TLane scale = TLane.ScaleByPowerOfTwo(TLane.Constant(1), n - TLane.Constant(1));
        TLane half = TLane.MultiplyAdd(TLane.MultiplyAdd(r * r, p, r), scale, scale - TLane.Constant(0.5));
        lane = TLane.CopySign(half + half, x);
    }

    /// <summary>tanh x = (1 − e⁻²ˣ) / (1 + e⁻²ˣ), computed for |x| and given the sign of x; ±1 at ±∞, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Tanh<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Unsafe.SkipInit(out LaneSlot slot);
        ref TLane lane = ref LaneSlot.Align<TLane>(ref slot);
        lane = x;
        TanhOf(ref lane);
        return lane;
    }

    [MethodImpl(Jit.OwnCode)]
    private static void TanhOf<TLane>(ref TLane lane)
        where TLane : struct, ILane<TLane>
    {
        TLane x = lane;

        // Beyond the limit the result rounds to ±1.
        TLane limit = TLane.Constant(TLane.IsDouble ? 20.0 : 10.0);
        TLane magnitude = TLane.Abs(x);
        TLane a = TLane.Select(TLane.GreaterThan(magnitude, limit), limit, magnitude) * TLane.Constant(-2);
        TLane n = TLane.Round(a * TLane.Constant(Log2E));
        TLane r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), a);
        r = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), r);
        TLane p = ExpSeries(r);

        // t = e⁻²|ˣ| − 1 as in Expm1.
        TLane scale = TLane.ScaleByPowerOfTwo(TLane.Constant(1), n);
        TLane t = TLane.MultiplyAdd(TLane.MultiplyAdd(r * r, p, r), scale, scale - TLane.Constant(1));
        lane = TLane.CopySign(t / (t + TLane.Constant(2)), x);
    }

    /// <summary>1 / (1 + e⁻ˣ); as eˣ / (1 + eˣ) for negative x, so that neither side overflows or cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sigmoid<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Unsafe.SkipInit(out LaneSlot slot);
        ref TLane lane = ref LaneSlot.Align<TLane>(ref slot);
        lane = x;
        SigmoidOf(ref lane);
        return lane;
    }

    [MethodImpl(Jit.OwnCode)]
    private static void SigmoidOf<TLane>(ref TLane lane)
        where TLane : struct, ILane<TLane>
    {
        TLane x = lane;
        TLane t = ExpBelow(-TLane.Abs(x));
        TLane numerator = TLane.Select(TLane.GreaterThan(TLane.Zero, x), t, TLane.Constant(1));
        lane = numerator / (t + TLane.Constant(1));
    }

    // p(r)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpSeries<TLane>(TLane r)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.IsDouble)
        {
            TLane p = TLane.Horner(TLane.Constant(E10), r, E9, E8, E7, E6);
            p = TLane.Horner(p, r, E5, E4, E3, E2);
            return TLane.MultiplyAdd(TLane.MultiplyAdd(p, r, TLane.Constant(E1)), r, TLane.Constant(E0));
        }

        return TLane.MultiplyAdd(TLane.Horner(TLane.Constant(e5), r, e4, e3, e2, e1), r, TLane.Constant(e0));
    }
}
