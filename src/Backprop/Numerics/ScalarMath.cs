namespace Backprop.Numerics;

/// <summary>Functions of single numbers, off the hot paths. They multiply and add separately, rounding each time, so that the bits
/// are the same on every processor, with or without fused multiply-add: a seed depends on them.</summary>
internal static class ScalarMath
{
    private const double Sqrt2 = 1.4142135623730951;
    private const double Ln2High = 0.693147180559663, Ln2Low = 2.8235290563031577e-13;

    /// <summary>ln x for positive normal x, by the arrangement of <see cref="LaneMath.Log"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is not a positive normal number.</exception>
    public static double Log(double x)
    {
        if (!(x > 0) || !double.IsNormal(x))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The logarithm of single numbers takes positive normal ones.");
        }

        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        double e = (long)(bits >> 52) - 1023;
        double mantissa = BitConverter.UInt64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > Sqrt2)
        {
            mantissa *= 0.5;
            e += 1;
        }

        double f = mantissa - 1, s = f / (f + 2), z = s * s, halfSquare = f * f * 0.5;
        double p = (((((((((((0.14616585424888623 * z) + 0.15331710618210773) * z) + 0.18182889455674947) * z) + 0.22222211130259878) * z)
            + 0.2857142862600327) * z) + 0.39999999999899444) * z) + 0.666666666666667;
        return (e * Ln2High) + ((f - (halfSquare - (s * (halfSquare + (z * p))))) + (e * Ln2Low));
    }
}
