using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Sixteen <see cref="float"/> numbers in two 256-bit registers: the lane for processors with AVX2.</summary>
/// <remarks>Flat bodies, no constructor, fields assigned one by one: see the remarks of <see cref="ILane{TSelf}"/>.</remarks>
public partial struct FloatLane256 : ILane<FloatLane256, float>
{
    private Vector256<float> v0;
    private Vector256<float> v1;

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
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
        get => false;
    }

    /// <inheritdoc/>
    public static FloatLane256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Constant(double value)
    {
        Vector256<float> all = Vector256.Create((float)value);
        FloatLane256 r;
        r.v0 = all;
        r.v1 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator +(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        r.v0 = a.v0 + b.v0;
        r.v1 = a.v1 + b.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator -(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        r.v0 = a.v0 - b.v0;
        r.v1 = a.v1 - b.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator *(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        r.v0 = a.v0 * b.v0;
        r.v1 = a.v1 * b.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator /(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        r.v0 = a.v0 / b.v0;
        r.v1 = a.v1 / b.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator -(FloatLane256 a)
    {
        FloatLane256 r;
        r.v0 = -a.v0;
        r.v1 = -a.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 MultiplyAdd(FloatLane256 a, FloatLane256 b, FloatLane256 c)
    {
        FloatLane256 r;
        r.v0 = Vector256.FusedMultiplyAdd(a.v0, b.v0, c.v0);
        r.v1 = Vector256.FusedMultiplyAdd(a.v1, b.v1, c.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref FloatLane256 sum, FloatLane256 a, FloatLane256 b)
    {
        sum.v0 = Vector256.FusedMultiplyAdd(a.v0, b.v0, sum.v0);
        sum.v1 = Vector256.FusedMultiplyAdd(a.v1, b.v1, sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalfProduct(ref FloatLane256 sum, FloatLane256 a, FloatLane256 b)
    {
        sum.v0 = Vector256.FusedMultiplyAdd(a.v0, b.v0, sum.v0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalf(ref FloatLane256 sum, FloatLane256 a)
    {
        sum.v0 += a.v0;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 UpperHalf(FloatLane256 lane)
    {
        FloatLane256 r;
        r.v0 = lane.v1;
        r.v1 = lane.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Join(FloatLane256 lower, FloatLane256 upper)
    {
        FloatLane256 r;
        r.v0 = lower.v0;
        r.v1 = upper.v0;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Lift(FloatLane256 half)
    {
        FloatLane256 r;
        r.v0 = half.v0;
        r.v1 = half.v0;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 MultiplySubtract(FloatLane256 a, FloatLane256 b, FloatLane256 c)
    {
        FloatLane256 r;
        r.v0 = Vector256.FusedMultiplyAdd(-a.v0, b.v0, c.v0);
        r.v1 = Vector256.FusedMultiplyAdd(-a.v1, b.v1, c.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Horner(FloatLane256 a, FloatLane256 x, double c3, double c2, double c1, double c0)
    {
        Vector256<float> k3 = Vector256.Create((float)c3);
        Vector256<float> k2 = Vector256.Create((float)c2);
        Vector256<float> k1 = Vector256.Create((float)c1);
        Vector256<float> k0 = Vector256.Create((float)c0);
        FloatLane256 r;
        r.v0 = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(a.v0, x.v0, k3), x.v0, k2);
        r.v1 = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(a.v1, x.v1, k3), x.v1, k2);
        r.v0 = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(r.v0, x.v0, k1), x.v0, k0);
        r.v1 = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(r.v1, x.v1, k1), x.v1, k0);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Max(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
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
    public static FloatLane256 Larger(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        r.v0 = Vector256.MaxNative(a.v0, b.v0);
        r.v1 = Vector256.MaxNative(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Min(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
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
    public static FloatLane256 Abs(FloatLane256 a)
    {
        FloatLane256 r;
        r.v0 = Vector256.Abs(a.v0);
        r.v1 = Vector256.Abs(a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Sqrt(FloatLane256 a)
    {
        FloatLane256 r;
        r.v0 = Vector256.Sqrt(a.v0);
        r.v1 = Vector256.Sqrt(a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Round(FloatLane256 a)
    {
        FloatLane256 r;
        r.v0 = Vector256.Round(a.v0);
        r.v1 = Vector256.Round(a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 GreaterThan(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        r.v0 = Vector256.GreaterThan(a.v0, b.v0);
        r.v1 = Vector256.GreaterThan(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 AreEqual(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        r.v0 = Vector256.Equals(a.v0, b.v0);
        r.v1 = Vector256.Equals(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Select(FloatLane256 mask, FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        r.v0 = Vector256.ConditionalSelect(mask.v0, a.v0, b.v0);
        r.v1 = Vector256.ConditionalSelect(mask.v1, a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 ZeroWhereLess(FloatLane256 a, FloatLane256 b, FloatLane256 limit)
    {
        FloatLane256 r;
        r.v0 = Vector256.AndNot(a.v0, Vector256.LessThan(b.v0, limit.v0));
        r.v1 = Vector256.AndNot(a.v1, Vector256.LessThan(b.v1, limit.v1));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Rectify(FloatLane256 a)
    {
        if (!Avx.IsSupported)
        {
            return ZeroWhereLess(a, a, default);
        }

        // The processor's maximum is its second operand where one is NaN, or both are zeros.
        FloatLane256 r;
        r.v0 = Avx.Max(Vector256<float>.Zero, a.v0);
        r.v1 = Avx.Max(Vector256<float>.Zero, a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 KeepWherePositive(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        r.v0 = a.v0 & Vector256.GreaterThan(b.v0, Vector256<float>.Zero);
        r.v1 = a.v1 & Vector256.GreaterThan(b.v1, Vector256<float>.Zero);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 CopySign(FloatLane256 a, FloatLane256 b)
    {
        Vector256<float> sign = Vector256.Create(0x8000_0000u).AsSingle();
        FloatLane256 r;
        r.v0 = Vector256.ConditionalSelect(sign, b.v0, a.v0);
        r.v1 = Vector256.ConditionalSelect(sign, b.v1, a.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 ScaleByPowerOfTwo(FloatLane256 a, FloatLane256 n)
    {
        // 1.5·2²³ leaves the whole number n + bias in the low bits; the shift moves it into the exponent.
        Vector256<float> magic = Vector256.Create(12_582_912f + 127f);
        FloatLane256 r;
        r.v0 = a.v0 * ((n.v0 + magic).AsUInt32() << 23).AsSingle();
        r.v1 = a.v1 * ((n.v1 + magic).AsUInt32() << 23).AsSingle();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Exponent(FloatLane256 a)
    {
        // The exponent bits, laid under the exponent of 2²³, read as 2²³ + bias + e.
        Vector256<uint> exponent = Vector256.Create(0x4B00_0000u);
        Vector256<float> magic = Vector256.Create(8_388_608f + 127f);
        FloatLane256 r;
        r.v0 = ((a.v0.AsUInt32() >>> 23) | exponent).AsSingle() - magic;
        r.v1 = ((a.v1.AsUInt32() >>> 23) | exponent).AsSingle() - magic;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Mantissa(FloatLane256 a)
    {
        Vector256<uint> fraction = Vector256.Create(0x007F_FFFFu);
        Vector256<uint> one = Vector256.Create(0x3F80_0000u);
        FloatLane256 r;
        r.v0 = ((a.v0.AsUInt32() & fraction) | one).AsSingle();
        r.v1 = ((a.v1.AsUInt32() & fraction) | one).AsSingle();
        return r;
    }
}
