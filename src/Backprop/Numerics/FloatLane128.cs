using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Sixteen <see cref="float"/> numbers in four 128-bit registers: the lane for everything else: SSE, Arm, WebAssembly.</summary>
/// <remarks>Flat bodies, no constructor, fields assigned one by one: see the remarks of <see cref="ILane{TSelf}"/>.</remarks>
public partial struct FloatLane128 : ILane<FloatLane128, float>
{
    private Vector128<float> v0;
    private Vector128<float> v1;
    private Vector128<float> v2;
    private Vector128<float> v3;

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
    public static FloatLane128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Constant(double value)
    {
        Vector128<float> all = Vector128.Create((float)value);
        FloatLane128 r;
        r.v0 = all;
        r.v1 = all;
        r.v2 = all;
        r.v3 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator +(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        r.v0 = a.v0 + b.v0;
        r.v1 = a.v1 + b.v1;
        r.v2 = a.v2 + b.v2;
        r.v3 = a.v3 + b.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator -(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        r.v0 = a.v0 - b.v0;
        r.v1 = a.v1 - b.v1;
        r.v2 = a.v2 - b.v2;
        r.v3 = a.v3 - b.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator *(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        r.v0 = a.v0 * b.v0;
        r.v1 = a.v1 * b.v1;
        r.v2 = a.v2 * b.v2;
        r.v3 = a.v3 * b.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator /(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        r.v0 = a.v0 / b.v0;
        r.v1 = a.v1 / b.v1;
        r.v2 = a.v2 / b.v2;
        r.v3 = a.v3 / b.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator -(FloatLane128 a)
    {
        FloatLane128 r;
        r.v0 = -a.v0;
        r.v1 = -a.v1;
        r.v2 = -a.v2;
        r.v3 = -a.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 MultiplyAdd(FloatLane128 a, FloatLane128 b, FloatLane128 c)
    {
        FloatLane128 r;
        r.v0 = Vector128.MultiplyAddEstimate(a.v0, b.v0, c.v0);
        r.v1 = Vector128.MultiplyAddEstimate(a.v1, b.v1, c.v1);
        r.v2 = Vector128.MultiplyAddEstimate(a.v2, b.v2, c.v2);
        r.v3 = Vector128.MultiplyAddEstimate(a.v3, b.v3, c.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref FloatLane128 sum, FloatLane128 a, FloatLane128 b)
    {
        sum.v0 = Vector128.MultiplyAddEstimate(a.v0, b.v0, sum.v0);
        sum.v1 = Vector128.MultiplyAddEstimate(a.v1, b.v1, sum.v1);
        sum.v2 = Vector128.MultiplyAddEstimate(a.v2, b.v2, sum.v2);
        sum.v3 = Vector128.MultiplyAddEstimate(a.v3, b.v3, sum.v3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalfProduct(ref FloatLane128 sum, FloatLane128 a, FloatLane128 b)
    {
        sum.v0 = Vector128.MultiplyAddEstimate(a.v0, b.v0, sum.v0);
        sum.v1 = Vector128.MultiplyAddEstimate(a.v1, b.v1, sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalf(ref FloatLane128 sum, FloatLane128 a)
    {
        sum.v0 += a.v0;
        sum.v1 += a.v1;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 UpperHalf(FloatLane128 lane)
    {
        FloatLane128 r;
        r.v0 = lane.v2;
        r.v1 = lane.v3;
        r.v2 = lane.v2;
        r.v3 = lane.v3;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Join(FloatLane128 lower, FloatLane128 upper)
    {
        FloatLane128 r;
        r.v0 = lower.v0;
        r.v1 = lower.v1;
        r.v2 = upper.v0;
        r.v3 = upper.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Lift(FloatLane128 half)
    {
        FloatLane128 r;
        r.v0 = half.v0;
        r.v1 = half.v1;
        r.v2 = half.v0;
        r.v3 = half.v1;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 MultiplySubtract(FloatLane128 a, FloatLane128 b, FloatLane128 c)
    {
        FloatLane128 r;
        r.v0 = Vector128.MultiplyAddEstimate(-a.v0, b.v0, c.v0);
        r.v1 = Vector128.MultiplyAddEstimate(-a.v1, b.v1, c.v1);
        r.v2 = Vector128.MultiplyAddEstimate(-a.v2, b.v2, c.v2);
        r.v3 = Vector128.MultiplyAddEstimate(-a.v3, b.v3, c.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Horner(FloatLane128 a, FloatLane128 x, double c3, double c2, double c1, double c0)
    {
        Vector128<float> k3 = Vector128.Create((float)c3);
        Vector128<float> k2 = Vector128.Create((float)c2);
        Vector128<float> k1 = Vector128.Create((float)c1);
        Vector128<float> k0 = Vector128.Create((float)c0);
        FloatLane128 r;
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
    public static FloatLane128 Max(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        if (!Sse.IsSupported)
        {
            r.v0 = Vector128.Max(a.v0, b.v0);
            r.v1 = Vector128.Max(a.v1, b.v1);
            r.v2 = Vector128.Max(a.v2, b.v2);
            r.v3 = Vector128.Max(a.v3, b.v3);
            return r;
        }

        // The processor's own is its second operand where one is NaN, or both are zeros: a +0 wins, and NaN is put back.
        r.v0 = (Sse.Max(a.v0, b.v0) & Sse.Max(b.v0, a.v0)) | Sse.CompareUnordered(a.v0, b.v0);
        r.v1 = (Sse.Max(a.v1, b.v1) & Sse.Max(b.v1, a.v1)) | Sse.CompareUnordered(a.v1, b.v1);
        r.v2 = (Sse.Max(a.v2, b.v2) & Sse.Max(b.v2, a.v2)) | Sse.CompareUnordered(a.v2, b.v2);
        r.v3 = (Sse.Max(a.v3, b.v3) & Sse.Max(b.v3, a.v3)) | Sse.CompareUnordered(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Larger(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        r.v0 = Vector128.MaxNative(a.v0, b.v0);
        r.v1 = Vector128.MaxNative(a.v1, b.v1);
        r.v2 = Vector128.MaxNative(a.v2, b.v2);
        r.v3 = Vector128.MaxNative(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Min(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        if (!Sse.IsSupported)
        {
            r.v0 = Vector128.Min(a.v0, b.v0);
            r.v1 = Vector128.Min(a.v1, b.v1);
            r.v2 = Vector128.Min(a.v2, b.v2);
            r.v3 = Vector128.Min(a.v3, b.v3);
            return r;
        }

        // The processor's own is its second operand where one is NaN, or both are zeros: a −0 wins, and NaN is put back.
        r.v0 = (Sse.Min(a.v0, b.v0) | Sse.Min(b.v0, a.v0)) | Sse.CompareUnordered(a.v0, b.v0);
        r.v1 = (Sse.Min(a.v1, b.v1) | Sse.Min(b.v1, a.v1)) | Sse.CompareUnordered(a.v1, b.v1);
        r.v2 = (Sse.Min(a.v2, b.v2) | Sse.Min(b.v2, a.v2)) | Sse.CompareUnordered(a.v2, b.v2);
        r.v3 = (Sse.Min(a.v3, b.v3) | Sse.Min(b.v3, a.v3)) | Sse.CompareUnordered(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Abs(FloatLane128 a)
    {
        FloatLane128 r;
        r.v0 = Vector128.Abs(a.v0);
        r.v1 = Vector128.Abs(a.v1);
        r.v2 = Vector128.Abs(a.v2);
        r.v3 = Vector128.Abs(a.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Sqrt(FloatLane128 a)
    {
        FloatLane128 r;
        r.v0 = Vector128.Sqrt(a.v0);
        r.v1 = Vector128.Sqrt(a.v1);
        r.v2 = Vector128.Sqrt(a.v2);
        r.v3 = Vector128.Sqrt(a.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Round(FloatLane128 a)
    {
        FloatLane128 r;
        r.v0 = Vector128.Round(a.v0);
        r.v1 = Vector128.Round(a.v1);
        r.v2 = Vector128.Round(a.v2);
        r.v3 = Vector128.Round(a.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 GreaterThan(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        r.v0 = Vector128.GreaterThan(a.v0, b.v0);
        r.v1 = Vector128.GreaterThan(a.v1, b.v1);
        r.v2 = Vector128.GreaterThan(a.v2, b.v2);
        r.v3 = Vector128.GreaterThan(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 AreEqual(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        r.v0 = Vector128.Equals(a.v0, b.v0);
        r.v1 = Vector128.Equals(a.v1, b.v1);
        r.v2 = Vector128.Equals(a.v2, b.v2);
        r.v3 = Vector128.Equals(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Select(FloatLane128 mask, FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        r.v0 = Vector128.ConditionalSelect(mask.v0, a.v0, b.v0);
        r.v1 = Vector128.ConditionalSelect(mask.v1, a.v1, b.v1);
        r.v2 = Vector128.ConditionalSelect(mask.v2, a.v2, b.v2);
        r.v3 = Vector128.ConditionalSelect(mask.v3, a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 ZeroWhereLess(FloatLane128 a, FloatLane128 b, FloatLane128 limit)
    {
        FloatLane128 r;
        r.v0 = Vector128.AndNot(a.v0, Vector128.LessThan(b.v0, limit.v0));
        r.v1 = Vector128.AndNot(a.v1, Vector128.LessThan(b.v1, limit.v1));
        r.v2 = Vector128.AndNot(a.v2, Vector128.LessThan(b.v2, limit.v2));
        r.v3 = Vector128.AndNot(a.v3, Vector128.LessThan(b.v3, limit.v3));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Rectify(FloatLane128 a) => ZeroWhereLess(a, a, default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 KeepWherePositive(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        r.v0 = a.v0 & Vector128.GreaterThan(b.v0, Vector128<float>.Zero);
        r.v1 = a.v1 & Vector128.GreaterThan(b.v1, Vector128<float>.Zero);
        r.v2 = a.v2 & Vector128.GreaterThan(b.v2, Vector128<float>.Zero);
        r.v3 = a.v3 & Vector128.GreaterThan(b.v3, Vector128<float>.Zero);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 CopySign(FloatLane128 a, FloatLane128 b)
    {
        Vector128<float> sign = Vector128.Create(0x8000_0000u).AsSingle();
        FloatLane128 r;
        r.v0 = Vector128.ConditionalSelect(sign, b.v0, a.v0);
        r.v1 = Vector128.ConditionalSelect(sign, b.v1, a.v1);
        r.v2 = Vector128.ConditionalSelect(sign, b.v2, a.v2);
        r.v3 = Vector128.ConditionalSelect(sign, b.v3, a.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 ScaleByPowerOfTwo(FloatLane128 a, FloatLane128 n)
    {
        // 1.5·2²³ leaves the whole number n + bias in the low bits; the shift moves it into the exponent.
        Vector128<float> magic = Vector128.Create(12_582_912f + 127f);
        FloatLane128 r;
        r.v0 = a.v0 * ((n.v0 + magic).AsUInt32() << 23).AsSingle();
        r.v1 = a.v1 * ((n.v1 + magic).AsUInt32() << 23).AsSingle();
        r.v2 = a.v2 * ((n.v2 + magic).AsUInt32() << 23).AsSingle();
        r.v3 = a.v3 * ((n.v3 + magic).AsUInt32() << 23).AsSingle();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Exponent(FloatLane128 a)
    {
        // The exponent bits, laid under the exponent of 2²³, read as 2²³ + bias + e.
        Vector128<uint> exponent = Vector128.Create(0x4B00_0000u);
        Vector128<float> magic = Vector128.Create(8_388_608f + 127f);
        FloatLane128 r;
        r.v0 = ((a.v0.AsUInt32() >>> 23) | exponent).AsSingle() - magic;
        r.v1 = ((a.v1.AsUInt32() >>> 23) | exponent).AsSingle() - magic;
        r.v2 = ((a.v2.AsUInt32() >>> 23) | exponent).AsSingle() - magic;
        r.v3 = ((a.v3.AsUInt32() >>> 23) | exponent).AsSingle() - magic;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Mantissa(FloatLane128 a)
    {
        Vector128<uint> fraction = Vector128.Create(0x007F_FFFFu);
        Vector128<uint> one = Vector128.Create(0x3F80_0000u);
        FloatLane128 r;
        r.v0 = ((a.v0.AsUInt32() & fraction) | one).AsSingle();
        r.v1 = ((a.v1.AsUInt32() & fraction) | one).AsSingle();
        r.v2 = ((a.v2.AsUInt32() & fraction) | one).AsSingle();
        r.v3 = ((a.v3.AsUInt32() & fraction) | one).AsSingle();
        return r;
    }
}
