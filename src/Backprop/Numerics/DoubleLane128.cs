using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Eight <see cref="double"/> numbers in four 128-bit registers: the lane for everything else: SSE, Arm, WebAssembly.</summary>
/// <remarks>Flat bodies, no constructor, fields assigned one by one: see the remarks of <see cref="ILane{TSelf}"/>.</remarks>
public partial struct DoubleLane128 : ILane<DoubleLane128, double>
{
    private Vector128<double> v0;
    private Vector128<double> v1;
    private Vector128<double> v2;
    private Vector128<double> v3;

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
    public static DoubleLane128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Constant(double value)
    {
        Vector128<double> all = Vector128.Create(value);
        DoubleLane128 r;
        r.v0 = all;
        r.v1 = all;
        r.v2 = all;
        r.v3 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator +(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        r.v0 = a.v0 + b.v0;
        r.v1 = a.v1 + b.v1;
        r.v2 = a.v2 + b.v2;
        r.v3 = a.v3 + b.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator -(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        r.v0 = a.v0 - b.v0;
        r.v1 = a.v1 - b.v1;
        r.v2 = a.v2 - b.v2;
        r.v3 = a.v3 - b.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator *(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        r.v0 = a.v0 * b.v0;
        r.v1 = a.v1 * b.v1;
        r.v2 = a.v2 * b.v2;
        r.v3 = a.v3 * b.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator /(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        r.v0 = a.v0 / b.v0;
        r.v1 = a.v1 / b.v1;
        r.v2 = a.v2 / b.v2;
        r.v3 = a.v3 / b.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator -(DoubleLane128 a)
    {
        DoubleLane128 r;
        r.v0 = -a.v0;
        r.v1 = -a.v1;
        r.v2 = -a.v2;
        r.v3 = -a.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 MultiplyAdd(DoubleLane128 a, DoubleLane128 b, DoubleLane128 c)
    {
        DoubleLane128 r;
        r.v0 = Vector128.MultiplyAddEstimate(a.v0, b.v0, c.v0);
        r.v1 = Vector128.MultiplyAddEstimate(a.v1, b.v1, c.v1);
        r.v2 = Vector128.MultiplyAddEstimate(a.v2, b.v2, c.v2);
        r.v3 = Vector128.MultiplyAddEstimate(a.v3, b.v3, c.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref DoubleLane128 sum, DoubleLane128 a, DoubleLane128 b)
    {
        sum.v0 = Vector128.MultiplyAddEstimate(a.v0, b.v0, sum.v0);
        sum.v1 = Vector128.MultiplyAddEstimate(a.v1, b.v1, sum.v1);
        sum.v2 = Vector128.MultiplyAddEstimate(a.v2, b.v2, sum.v2);
        sum.v3 = Vector128.MultiplyAddEstimate(a.v3, b.v3, sum.v3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalfProduct(ref DoubleLane128 sum, DoubleLane128 a, DoubleLane128 b)
    {
        sum.v0 = Vector128.MultiplyAddEstimate(a.v0, b.v0, sum.v0);
        sum.v1 = Vector128.MultiplyAddEstimate(a.v1, b.v1, sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalf(ref DoubleLane128 sum, DoubleLane128 a)
    {
        sum.v0 += a.v0;
        sum.v1 += a.v1;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 UpperHalf(DoubleLane128 lane)
    {
        DoubleLane128 r;
        r.v0 = lane.v2;
        r.v1 = lane.v3;
        r.v2 = lane.v2;
        r.v3 = lane.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Join(DoubleLane128 lower, DoubleLane128 upper)
    {
        DoubleLane128 r;
        r.v0 = lower.v0;
        r.v1 = lower.v1;
        r.v2 = upper.v0;
        r.v3 = upper.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Lift(DoubleLane128 half)
    {
        DoubleLane128 r;
        r.v0 = half.v0;
        r.v1 = half.v1;
        r.v2 = half.v0;
        r.v3 = half.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 MultiplySubtract(DoubleLane128 a, DoubleLane128 b, DoubleLane128 c)
    {
        DoubleLane128 r;
        r.v0 = Vector128.MultiplyAddEstimate(-a.v0, b.v0, c.v0);
        r.v1 = Vector128.MultiplyAddEstimate(-a.v1, b.v1, c.v1);
        r.v2 = Vector128.MultiplyAddEstimate(-a.v2, b.v2, c.v2);
        r.v3 = Vector128.MultiplyAddEstimate(-a.v3, b.v3, c.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Horner(DoubleLane128 a, DoubleLane128 x, double c3, double c2, double c1, double c0)
    {
        Vector128<double> k3 = Vector128.Create(c3);
        Vector128<double> k2 = Vector128.Create(c2);
        Vector128<double> k1 = Vector128.Create(c1);
        Vector128<double> k0 = Vector128.Create(c0);
        DoubleLane128 r;
        r.v0 = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(a.v0, x.v0, k3), x.v0, k2);
        r.v1 = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(a.v1, x.v1, k3), x.v1, k2);
        r.v2 = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(a.v2, x.v2, k3), x.v2, k2);
        r.v3 = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(a.v3, x.v3, k3), x.v3, k2);
        r.v0 = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(r.v0, x.v0, k1), x.v0, k0);
        r.v1 = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(r.v1, x.v1, k1), x.v1, k0);
        r.v2 = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(r.v2, x.v2, k1), x.v2, k0);
        r.v3 = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(r.v3, x.v3, k1), x.v3, k0);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Max(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        if (!Sse2.IsSupported)
        {
            r.v0 = Vector128.Max(a.v0, b.v0);
            r.v1 = Vector128.Max(a.v1, b.v1);
            r.v2 = Vector128.Max(a.v2, b.v2);
            r.v3 = Vector128.Max(a.v3, b.v3);
            return r;
        }

        // The processor's own is its second operand where one is NaN, or both are zeros: a +0 wins, and NaN is put back.
        r.v0 = (Sse2.Max(a.v0, b.v0) & Sse2.Max(b.v0, a.v0)) | Sse2.CompareUnordered(a.v0, b.v0);
        r.v1 = (Sse2.Max(a.v1, b.v1) & Sse2.Max(b.v1, a.v1)) | Sse2.CompareUnordered(a.v1, b.v1);
        r.v2 = (Sse2.Max(a.v2, b.v2) & Sse2.Max(b.v2, a.v2)) | Sse2.CompareUnordered(a.v2, b.v2);
        r.v3 = (Sse2.Max(a.v3, b.v3) & Sse2.Max(b.v3, a.v3)) | Sse2.CompareUnordered(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Larger(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        r.v0 = Vector128.MaxNative(a.v0, b.v0);
        r.v1 = Vector128.MaxNative(a.v1, b.v1);
        r.v2 = Vector128.MaxNative(a.v2, b.v2);
        r.v3 = Vector128.MaxNative(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Min(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        if (!Sse2.IsSupported)
        {
            r.v0 = Vector128.Min(a.v0, b.v0);
            r.v1 = Vector128.Min(a.v1, b.v1);
            r.v2 = Vector128.Min(a.v2, b.v2);
            r.v3 = Vector128.Min(a.v3, b.v3);
            return r;
        }

        // The processor's own is its second operand where one is NaN, or both are zeros: a −0 wins, and NaN is put back.
        r.v0 = (Sse2.Min(a.v0, b.v0) | Sse2.Min(b.v0, a.v0)) | Sse2.CompareUnordered(a.v0, b.v0);
        r.v1 = (Sse2.Min(a.v1, b.v1) | Sse2.Min(b.v1, a.v1)) | Sse2.CompareUnordered(a.v1, b.v1);
        r.v2 = (Sse2.Min(a.v2, b.v2) | Sse2.Min(b.v2, a.v2)) | Sse2.CompareUnordered(a.v2, b.v2);
        r.v3 = (Sse2.Min(a.v3, b.v3) | Sse2.Min(b.v3, a.v3)) | Sse2.CompareUnordered(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Abs(DoubleLane128 a)
    {
        DoubleLane128 r;
        r.v0 = Vector128.Abs(a.v0);
        r.v1 = Vector128.Abs(a.v1);
        r.v2 = Vector128.Abs(a.v2);
        r.v3 = Vector128.Abs(a.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Sqrt(DoubleLane128 a)
    {
        DoubleLane128 r;
        r.v0 = Vector128.Sqrt(a.v0);
        r.v1 = Vector128.Sqrt(a.v1);
        r.v2 = Vector128.Sqrt(a.v2);
        r.v3 = Vector128.Sqrt(a.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Round(DoubleLane128 a)
    {
        DoubleLane128 r;
        r.v0 = Vector128.Round(a.v0);
        r.v1 = Vector128.Round(a.v1);
        r.v2 = Vector128.Round(a.v2);
        r.v3 = Vector128.Round(a.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 GreaterThan(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        r.v0 = Vector128.GreaterThan(a.v0, b.v0);
        r.v1 = Vector128.GreaterThan(a.v1, b.v1);
        r.v2 = Vector128.GreaterThan(a.v2, b.v2);
        r.v3 = Vector128.GreaterThan(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 AreEqual(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        r.v0 = Vector128.Equals(a.v0, b.v0);
        r.v1 = Vector128.Equals(a.v1, b.v1);
        r.v2 = Vector128.Equals(a.v2, b.v2);
        r.v3 = Vector128.Equals(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Select(DoubleLane128 mask, DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        r.v0 = Vector128.ConditionalSelect(mask.v0, a.v0, b.v0);
        r.v1 = Vector128.ConditionalSelect(mask.v1, a.v1, b.v1);
        r.v2 = Vector128.ConditionalSelect(mask.v2, a.v2, b.v2);
        r.v3 = Vector128.ConditionalSelect(mask.v3, a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 ZeroWhereLess(DoubleLane128 a, DoubleLane128 b, DoubleLane128 limit)
    {
        DoubleLane128 r;
        r.v0 = Vector128.AndNot(a.v0, Vector128.LessThan(b.v0, limit.v0));
        r.v1 = Vector128.AndNot(a.v1, Vector128.LessThan(b.v1, limit.v1));
        r.v2 = Vector128.AndNot(a.v2, Vector128.LessThan(b.v2, limit.v2));
        r.v3 = Vector128.AndNot(a.v3, Vector128.LessThan(b.v3, limit.v3));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Rectify(DoubleLane128 a) => ZeroWhereLess(a, a, default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 KeepWherePositive(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        r.v0 = a.v0 & Vector128.GreaterThan(b.v0, Vector128<double>.Zero);
        r.v1 = a.v1 & Vector128.GreaterThan(b.v1, Vector128<double>.Zero);
        r.v2 = a.v2 & Vector128.GreaterThan(b.v2, Vector128<double>.Zero);
        r.v3 = a.v3 & Vector128.GreaterThan(b.v3, Vector128<double>.Zero);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 CopySign(DoubleLane128 a, DoubleLane128 b)
    {
        Vector128<double> sign = Vector128.Create(0x8000_0000_0000_0000ul).AsDouble();
        DoubleLane128 r;
        r.v0 = Vector128.ConditionalSelect(sign, b.v0, a.v0);
        r.v1 = Vector128.ConditionalSelect(sign, b.v1, a.v1);
        r.v2 = Vector128.ConditionalSelect(sign, b.v2, a.v2);
        r.v3 = Vector128.ConditionalSelect(sign, b.v3, a.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 ScaleByPowerOfTwo(DoubleLane128 a, DoubleLane128 n)
    {
        // 1.5·2⁵² leaves the whole number n + bias in the low bits; the shift moves it into the exponent.
        Vector128<double> magic = Vector128.Create(6_755_399_441_055_744d + 1023d);
        DoubleLane128 r;
        r.v0 = a.v0 * ((n.v0 + magic).AsUInt64() << 52).AsDouble();
        r.v1 = a.v1 * ((n.v1 + magic).AsUInt64() << 52).AsDouble();
        r.v2 = a.v2 * ((n.v2 + magic).AsUInt64() << 52).AsDouble();
        r.v3 = a.v3 * ((n.v3 + magic).AsUInt64() << 52).AsDouble();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Exponent(DoubleLane128 a)
    {
        // The exponent bits, laid under the exponent of 2⁵², read as 2⁵² + bias + e.
        Vector128<ulong> exponent = Vector128.Create(0x4330_0000_0000_0000ul);
        Vector128<double> magic = Vector128.Create(4_503_599_627_370_496d + 1023d);
        DoubleLane128 r;
        r.v0 = ((a.v0.AsUInt64() >>> 52) | exponent).AsDouble() - magic;
        r.v1 = ((a.v1.AsUInt64() >>> 52) | exponent).AsDouble() - magic;
        r.v2 = ((a.v2.AsUInt64() >>> 52) | exponent).AsDouble() - magic;
        r.v3 = ((a.v3.AsUInt64() >>> 52) | exponent).AsDouble() - magic;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Mantissa(DoubleLane128 a)
    {
        Vector128<ulong> fraction = Vector128.Create(0x000F_FFFF_FFFF_FFFFul);
        Vector128<ulong> one = Vector128.Create(0x3FF0_0000_0000_0000ul);
        DoubleLane128 r;
        r.v0 = ((a.v0.AsUInt64() & fraction) | one).AsDouble();
        r.v1 = ((a.v1.AsUInt64() & fraction) | one).AsDouble();
        r.v2 = ((a.v2.AsUInt64() & fraction) | one).AsDouble();
        r.v3 = ((a.v3.AsUInt64() & fraction) | one).AsDouble();
        return r;
    }
}
