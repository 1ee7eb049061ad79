using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>Natural logarithms. x = 2ᵉ·(1 + f) with √½ ≤ 1 + f ≤ √2 and ln x = e·ln 2 + ln(1 + f); with s = f / (2 + f),
/// ln(1 + f) = 2·artanh(s) = f − (f²/2 − s·(f²/2 + s²·p(s²))), the arrangement of Sun's fdlibm (e_log.c), which keeps f exact.</content>
public static partial class LaneMath
{
    // Sixteen and 41 bits after the point: times any exponent they are exact.
    private const double Ln2HighFloat = 0.693145751953125, Ln2LowFloat = 1.428606765330187e-06;
    private const double Ln2HighDouble = 0.693147180559663, Ln2LowDouble = 2.8235290563031577e-13;
    private const double Sqrt2 = 1.4142135623730951;

    /// <summary>ln x: −∞ at ±0, NaN below 0, +∞ at +∞. Subnormal x are taken as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Lift subnormal numbers by 2⁵⁴ (2²⁴ in float), so that their exponent can be read.
        TLane lift = TLane.Constant(TLane.IsDouble ? 54 : 24);
        TLane subnormal = TLane.GreaterThan(TLane.Constant(TLane.IsDouble ? 2.2250738585072014E-308 : 1.1754943508222875E-38), x);
        TLane normal = TLane.Select(subnormal, x * TLane.Constant(TLane.IsDouble ? 18014398509481984.0 : 16777216.0), x);
        TLane exponent = TLane.Exponent(normal) - TLane.Select(subnormal, lift, TLane.Zero);
        TLane mantissa = TLane.Mantissa(normal);

        TLane large = TLane.GreaterThan(mantissa, TLane.Constant(Sqrt2));
        TLane f = TLane.Select(large, mantissa * TLane.Constant(0.5), mantissa) - TLane.Constant(1);
        TLane e = exponent + TLane.Select(large, TLane.Constant(1), TLane.Zero);
        return AtTheEdges(x, x, LogOf(f, e), 0);
    }

    /// <summary>ln(1 + x) without cancellation near 0: −∞ at −1, NaN below −1, +∞ at +∞, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log1p<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane u = x + TLane.Constant(1);
        TLane mantissa = TLane.Mantissa(u);
        TLane large = TLane.GreaterThan(mantissa, TLane.Constant(Sqrt2));
        TLane e = TLane.Exponent(u) + TLane.Select(large, TLane.Constant(1), TLane.Zero);

        // f = x·2⁻ᵉ + (2⁻ᵉ − 1) holds the bits of x that 1 + x lost. From 2⁶⁰ on none matter, and 2⁻ᵉ could leave the normal range.
        TLane scale = TLane.ScaleByPowerOfTwo(TLane.Constant(1), -AtMost(e, 61));
        TLane near = TLane.MultiplyAdd(x, scale, scale - TLane.Constant(1));
        TLane far = TLane.Select(large, mantissa * TLane.Constant(0.5), mantissa) - TLane.Constant(1);
        TLane f = TLane.Select(TLane.GreaterThan(e, TLane.Constant(60)), far, near);
        return TLane.CopySign(AtTheEdges(x, u, LogOf(f, e), -1), x);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|): x itself for large x, 0 where eˣ vanishes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Softplus<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane t = ExpOfNegative(-TLane.Abs(x));

        // 1 + t lies in [1, 2]: e is 0 or 1, and f = t or (t − 1) / 2, both exact.
        TLane large = TLane.GreaterThan(t, TLane.Constant(Sqrt2 - 1));
        TLane f = TLane.Select(large, (t - TLane.Constant(1)) * TLane.Constant(0.5), t);
        TLane e = TLane.Select(large, TLane.Constant(1), TLane.Zero);
        return TLane.Select(TLane.GreaterThan(TLane.Zero, x), TLane.Zero, x) + LogOf(f, e);
    }

    /// <summary>e·ln 2 + ln(1 + f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogOf<TLane>(TLane f, TLane e)
        where TLane : struct, ILane<TLane>
    {
        TLane s = f / (f + TLane.Constant(2));
        TLane z = s * s;
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(0.14616585424888623);
            p = TLane.MultiplyAdd(p, z, TLane.Constant(0.15331710618210773));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(0.18182889455674947));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(0.22222211130259878));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(0.2857142862600327));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(0.39999999999899444));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(0.666666666666667));
        }
        else
        {
            p = TLane.Constant(0.2958005368709564);
            p = TLane.MultiplyAdd(p, z, TLane.Constant(0.3998877704143524));
            p = TLane.MultiplyAdd(p, z, TLane.Constant(0.6666668653488159));
        }

        TLane halfSquare = f * f * TLane.Constant(0.5);
        TLane ofMantissa = f - TLane.MultiplySubtract(s, TLane.MultiplyAdd(z, p, halfSquare), halfSquare);
        TLane low = TLane.MultiplyAdd(e, TLane.Constant(TLane.IsDouble ? Ln2LowDouble : Ln2LowFloat), ofMantissa);
        return TLane.MultiplyAdd(e, TLane.Constant(TLane.IsDouble ? Ln2HighDouble : Ln2HighFloat), low);
    }

    /// <summary>The logarithm where its argument is positive and finite; elsewhere −∞ at the pole, NaN to its left, x for +∞ and NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane AtTheEdges<TLane>(TLane x, TLane argument, TLane logarithm, double pole)
        where TLane : struct, ILane<TLane>
    {
        TLane infinity = TLane.Constant(double.PositiveInfinity);
        TLane finite = TLane.Select(TLane.GreaterThan(infinity, argument), logarithm, x);
        TLane atPole = TLane.Select(TLane.AreEqual(x, TLane.Constant(pole)), -infinity, TLane.Constant(double.NaN));
        return TLane.Select(TLane.GreaterThan(argument, TLane.Zero), finite, atPole);
    }
}
