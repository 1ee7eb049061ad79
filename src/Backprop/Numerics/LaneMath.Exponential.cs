using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>eˣ and what is made of it. x = n·ln 2 + r with |r| ≤ ln 2 / 2, eˣ = 2ⁿ·(1 + p(r)), p(r) = r + r²·q(r).</content>
public static partial class LaneMath
{
    private const double Log2E = 1.4426950408889634;

    /// <summary>eˣ: exactly 1 at 0, +∞ on overflow, 0 where the result is below 2⁻¹²⁵ (float) or 2⁻¹⁰²¹ (double).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exp<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Beyond the upper limit the result is infinite anyway; the lower is −125 ln 2 or −1021 ln 2.
        TLane below = AtMost(x, TLane.IsDouble ? 710.0 : 89.0);
        TLane n = TLane.Round(below * TLane.Constant(Log2E));
        TLane p = ExpMinusOne(Reduce(below, n));

        // Half of 2ⁿ, twice: 2ⁿ itself is not a finite number at the very top.
        TLane half = TLane.ScaleByPowerOfTwo(p + TLane.Constant(1), n - TLane.Constant(1));
        TLane vanishes = TLane.GreaterThan(TLane.Constant(TLane.IsDouble ? -707.7032713652975 : -86.64339756999316), x);
        return TLane.Select(vanishes, TLane.Zero, half + half);
    }

    /// <summary>eˣ − 1 without cancellation near 0; −1 at −∞, +∞ on overflow, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Expm1<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Below the lower limit the result rounds to −1; above the upper it is infinite.
        TLane inside = AtLeast(AtMost(x, TLane.IsDouble ? 710.0 : 89.0), TLane.IsDouble ? -40.0 : -20.0);
        TLane n = TLane.Round(inside * TLane.Constant(Log2E));
        TLane p = ExpMinusOne(Reduce(inside, n));

        // 2ⁿ·p + (2ⁿ − 1), with half of 2ⁿ as in Exp.
        TLane scale = TLane.ScaleByPowerOfTwo(TLane.Constant(1), n - TLane.Constant(1));
        TLane half = TLane.MultiplyAdd(p, scale, scale - TLane.Constant(0.5));
        return TLane.CopySign(half + half, x);
    }

    /// <summary>tanh x = (1 − e⁻²ˣ) / (1 + e⁻²ˣ), computed for |x| and given the sign of x; ±1 at ±∞, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Tanh<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane magnitude = TLane.Abs(x);
        TLane t = ExpMinusOneOfNegative(-(magnitude + magnitude));
        return TLane.CopySign(t / (t + TLane.Constant(2)), x);
    }

    /// <summary>1 / (1 + e⁻ˣ); as eˣ / (1 + eˣ) for negative x, so that neither side overflows or cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sigmoid<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane t = ExpOfNegative(-TLane.Abs(x));
        TLane numerator = TLane.Select(TLane.GreaterThan(TLane.Zero, x), t, TLane.Constant(1));
        return numerator / (t + TLane.Constant(1));
    }

    /// <summary>eˣ for x ≤ 0, without the care that the top of the range needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpOfNegative<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane n = TLane.Round(x * TLane.Constant(Log2E));
        TLane p = ExpMinusOne(Reduce(x, n));
        TLane result = TLane.ScaleByPowerOfTwo(p + TLane.Constant(1), n);
        TLane vanishes = TLane.GreaterThan(TLane.Constant(TLane.IsDouble ? -707.7032713652975 : -86.64339756999316), x);
        return TLane.Select(vanishes, TLane.Zero, result);
    }

    /// <summary>eˣ − 1 for x ≤ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpMinusOneOfNegative<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane inside = AtLeast(x, TLane.IsDouble ? -40.0 : -20.0);
        TLane n = TLane.Round(inside * TLane.Constant(Log2E));
        TLane scale = TLane.ScaleByPowerOfTwo(TLane.Constant(1), n);
        return TLane.MultiplyAdd(ExpMinusOne(Reduce(inside, n)), scale, scale - TLane.Constant(1));
    }

    /// <summary>r = x − n·ln 2. The high part of ln 2 is short, so that its product with n is exact; the low part adds what it lacks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Reduce<TLane>(TLane x, TLane n)
        where TLane : struct, ILane<TLane>
    {
        TLane high = TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), x);
        return TLane.MultiplySubtract(n, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), high);
    }

    /// <summary>p(r) = eʳ − 1 for |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpMinusOne<TLane>(TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane q;
        if (TLane.IsDouble)
        {
            q = TLane.Constant(2.0914686968086876e-09);
            q = TLane.MultiplyAdd(q, r, TLane.Constant(2.5105217004720745e-08));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(2.75572736431103e-07));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(2.7557255400206422e-06));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(2.4801587325547743e-05));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.00019841269874820627));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.0013888888888883748));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.008333333333326136));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.04166666666666667));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.1666666666666667));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.5));
        }
        else
        {
            q = TLane.Constant(0.00019890991097781807);
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.0013933649752289057));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.00833331048488617));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.04166646674275398));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.1666666716337204));
            q = TLane.MultiplyAdd(q, r, TLane.Constant(0.5));
        }

        return TLane.MultiplyAdd(r * r, q, r);
    }
}
