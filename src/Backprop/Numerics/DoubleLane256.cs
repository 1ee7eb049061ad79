using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Eight <see cref="double"/> numbers in two 256-bit registers: the lane for processors with AVX2.</summary>
/// <remarks>Flat bodies, no constructor, fields assigned one by one: see the remarks of <see cref="ILane{TSelf}"/>.</remarks>
public partial struct DoubleLane256 : ILane<DoubleLane256, double>
{
    private Vector256<double> v0;
    private Vector256<double> v1;

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    public static bool IsWide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <inheritdoc/>
    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static DoubleLane256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Constant(double value)
    {
        Vector256<double> all = Vector256.Create(value);
        DoubleLane256 r;
        r.v0 = all;
        r.v1 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator +(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        r.v0 = a.v0 + b.v0;
        r.v1 = a.v1 + b.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator -(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        r.v0 = a.v0 - b.v0;
        r.v1 = a.v1 - b.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator *(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        r.v0 = a.v0 * b.v0;
        r.v1 = a.v1 * b.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator /(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        r.v0 = a.v0 / b.v0;
        r.v1 = a.v1 / b.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator -(DoubleLane256 a)
    {
        DoubleLane256 r;
        r.v0 = -a.v0;
        r.v1 = -a.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 MultiplyAdd(DoubleLane256 a, DoubleLane256 b, DoubleLane256 c)
    {
        DoubleLane256 r;
        r.v0 = Vector256.FusedMultiplyAdd(a.v0, b.v0, c.v0);
        r.v1 = Vector256.FusedMultiplyAdd(a.v1, b.v1, c.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref DoubleLane256 sum, DoubleLane256 a, DoubleLane256 b)
    {
        sum.v0 = Vector256.FusedMultiplyAdd(a.v0, b.v0, sum.v0);
        sum.v1 = Vector256.FusedMultiplyAdd(a.v1, b.v1, sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalfProduct(ref DoubleLane256 sum, DoubleLane256 a, DoubleLane256 b)
    {
        sum.v0 = Vector256.FusedMultiplyAdd(a.v0, b.v0, sum.v0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalf(ref DoubleLane256 sum, DoubleLane256 a)
    {
        sum.v0 += a.v0;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 UpperHalf(DoubleLane256 lane)
    {
        DoubleLane256 r;
        r.v0 = lane.v1;
        r.v1 = lane.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Join(DoubleLane256 lower, DoubleLane256 upper)
    {
        DoubleLane256 r;
        r.v0 = lower.v0;
        r.v1 = upper.v0;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Lift(DoubleLane256 half)
    {
        DoubleLane256 r;
        r.v0 = half.v0;
        r.v1 = half.v0;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 MultiplySubtract(DoubleLane256 a, DoubleLane256 b, DoubleLane256 c)
    {
        DoubleLane256 r;
        r.v0 = Vector256.FusedMultiplyAdd(-a.v0, b.v0, c.v0);
        r.v1 = Vector256.FusedMultiplyAdd(-a.v1, b.v1, c.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Horner(DoubleLane256 a, DoubleLane256 x, double c3, double c2, double c1, double c0)
    {
        Vector256<double> k3 = Vector256.Create(c3);
        Vector256<double> k2 = Vector256.Create(c2);
        Vector256<double> k1 = Vector256.Create(c1);
        Vector256<double> k0 = Vector256.Create(c0);
        DoubleLane256 r;
        r.v0 = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(a.v0, x.v0, k3), x.v0, k2);
        r.v1 = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(a.v1, x.v1, k3), x.v1, k2);
        r.v0 = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(r.v0, x.v0, k1), x.v0, k0);
        r.v1 = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(r.v1, x.v1, k1), x.v1, k0);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Max(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        if (!Avx.IsSupported)
        {
            r.v0 = Vector256.Max(a.v0, b.v0);
            r.v1 = Vector256.Max(a.v1, b.v1);
            return r;
        }

        // The processor's own is its second operand where one is NaN, or both are zeros: a +0 wins, and NaN is put back.
        r.v0 = (Avx.Max(a.v0, b.v0) & Avx.Max(b.v0, a.v0)) | Avx.CompareUnordered(a.v0, b.v0);
        r.v1 = (Avx.Max(a.v1, b.v1) & Avx.Max(b.v1, a.v1)) | Avx.CompareUnordered(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Larger(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        r.v0 = Vector256.MaxNative(a.v0, b.v0);
        r.v1 = Vector256.MaxNative(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Min(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        if (!Avx.IsSupported)
        {
            r.v0 = Vector256.Min(a.v0, b.v0);
            r.v1 = Vector256.Min(a.v1, b.v1);
            return r;
        }

        // The processor's own is its second operand where one is NaN, or both are zeros: a −0 wins, and NaN is put back.
        r.v0 = (Avx.Min(a.v0, b.v0) | Avx.Min(b.v0, a.v0)) | Avx.CompareUnordered(a.v0, b.v0);
        r.v1 = (Avx.Min(a.v1, b.v1) | Avx.Min(b.v1, a.v1)) | Avx.CompareUnordered(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Abs(DoubleLane256 a)
    {
        DoubleLane256 r;
        r.v0 = Vector256.Abs(a.v0);
        r.v1 = Vector256.Abs(a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Sqrt(DoubleLane256 a)
    {
        DoubleLane256 r;
        r.v0 = Vector256.Sqrt(a.v0);
        r.v1 = Vector256.Sqrt(a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Round(DoubleLane256 a)
    {
        DoubleLane256 r;
        r.v0 = Vector256.Round(a.v0);
        r.v1 = Vector256.Round(a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 GreaterThan(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        r.v0 = Vector256.GreaterThan(a.v0, b.v0);
        r.v1 = Vector256.GreaterThan(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 AreEqual(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        r.v0 = Vector256.Equals(a.v0, b.v0);
        r.v1 = Vector256.Equals(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Select(DoubleLane256 mask, DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        r.v0 = Vector256.ConditionalSelect(mask.v0, a.v0, b.v0);
        r.v1 = Vector256.ConditionalSelect(mask.v1, a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 ZeroWhereLess(DoubleLane256 a, DoubleLane256 b, DoubleLane256 limit)
    {
        DoubleLane256 r;
        r.v0 = Vector256.AndNot(a.v0, Vector256.LessThan(b.v0, limit.v0));
        r.v1 = Vector256.AndNot(a.v1, Vector256.LessThan(b.v1, limit.v1));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Rectify(DoubleLane256 a)
    {
        if (!Avx.IsSupported)
        {
            return ZeroWhereLess(a, a, default);
        }

        // The processor's maximum is its second operand where one is NaN, or both are zeros.
        DoubleLane256 r;
        r.v0 = Avx.Max(Vector256<double>.Zero, a.v0);
        r.v1 = Avx.Max(Vector256<double>.Zero, a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 KeepWherePositive(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        r.v0 = a.v0 & Vector256.GreaterThan(b.v0, Vector256<double>.Zero);
        r.v1 = a.v1 & Vector256.GreaterThan(b.v1, Vector256<double>.Zero);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 CopySign(DoubleLane256 a, DoubleLane256 b)
    {
        Vector256<double> sign = Vector256.Create(0x8000_0000_0000_0000ul).AsDouble();
        DoubleLane256 r;
        r.v0 = Vector256.ConditionalSelect(sign, b.v0, a.v0);
        r.v1 = Vector256.ConditionalSelect(sign, b.v1, a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 ScaleByPowerOfTwo(DoubleLane256 a, DoubleLane256 n)
    {
        // 1.5·2⁵² leaves the whole number n + bias in the low bits; the shift moves it into the exponent.
        Vector256<double> magic = Vector256.Create(6_755_399_441_055_744d + 1023d);
        DoubleLane256 r;
        r.v0 = a.v0 * ((n.v0 + magic).AsUInt64() << 52).AsDouble();
        r.v1 = a.v1 * ((n.v1 + magic).AsUInt64() << 52).AsDouble();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Exponent(DoubleLane256 a)
    {
        // The exponent bits, laid under the exponent of 2⁵², read as 2⁵² + bias + e.
        Vector256<ulong> exponent = Vector256.Create(0x4330_0000_0000_0000ul);
        Vector256<double> magic = Vector256.Create(4_503_599_627_370_496d + 1023d);
        DoubleLane256 r;
        r.v0 = ((a.v0.AsUInt64() >>> 52) | exponent).AsDouble() - magic;
        r.v1 = ((a.v1.AsUInt64() >>> 52) | exponent).AsDouble() - magic;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Mantissa(DoubleLane256 a)
    {
        Vector256<ulong> fraction = Vector256.Create(0x000F_FFFF_FFFF_FFFFul);
        Vector256<ulong> one = Vector256.Create(0x3FF0_0000_0000_0000ul);
        DoubleLane256 r;
        r.v0 = ((a.v0.AsUInt64() & fraction) | one).AsDouble();
        r.v1 = ((a.v1.AsUInt64() & fraction) | one).AsDouble();
        return r;
    }
}
