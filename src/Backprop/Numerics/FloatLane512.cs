using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Sixteen <see cref="float"/> numbers in one 512-bit register: the lane for processors with AVX-512.</summary>
/// <remarks>Flat bodies, no constructor, fields assigned one by one: see the remarks of <see cref="ILane{TSelf}"/>.</remarks>
public partial struct FloatLane512 : ILane<FloatLane512, float>
{
    private Vector512<float> v;

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
        get => true;
    }

    /// <inheritdoc/>
    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <inheritdoc/>
    public static FloatLane512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Constant(double value)
    {
        FloatLane512 r;
        r.v = Vector512.Create((float)value);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator +(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        r.v = a.v + b.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator -(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        r.v = a.v - b.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator *(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        r.v = a.v * b.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator /(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        r.v = a.v / b.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator -(FloatLane512 a)
    {
        FloatLane512 r;
        r.v = -a.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 MultiplyAdd(FloatLane512 a, FloatLane512 b, FloatLane512 c)
    {
        FloatLane512 r;
        r.v = Vector512.FusedMultiplyAdd(a.v, b.v, c.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref FloatLane512 sum, FloatLane512 a, FloatLane512 b)
    {
        sum.v = Vector512.FusedMultiplyAdd(a.v, b.v, sum.v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalfProduct(ref FloatLane512 sum, FloatLane512 a, FloatLane512 b)
    {
        sum.v = Vector256.FusedMultiplyAdd(a.v.GetLower(), b.v.GetLower(), sum.v.GetLower()).ToVector512Unsafe();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalf(ref FloatLane512 sum, FloatLane512 a)
    {
        sum.v = (sum.v.GetLower() + a.v.GetLower()).ToVector512Unsafe();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 UpperHalf(FloatLane512 lane)
    {
        FloatLane512 r;
        r.v = lane.v.GetUpper().ToVector512Unsafe();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Join(FloatLane512 lower, FloatLane512 upper)
    {
        FloatLane512 r;
        r.v = Vector512.Create(lower.v.GetLower(), upper.v.GetLower());
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Lift(FloatLane512 half)
    {
        FloatLane512 r;
        r.v = Vector512.Create(half.v.GetLower(), half.v.GetLower());
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 MultiplySubtract(FloatLane512 a, FloatLane512 b, FloatLane512 c)
    {
        FloatLane512 r;
        r.v = Vector512.FusedMultiplyAdd(-a.v, b.v, c.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Horner(FloatLane512 a, FloatLane512 x, double c3, double c2, double c1, double c0)
    {
        Vector512<float> k3 = Vector512.Create((float)c3);
        Vector512<float> k2 = Vector512.Create((float)c2);
        Vector512<float> k1 = Vector512.Create((float)c1);
        Vector512<float> k0 = Vector512.Create((float)c0);
        FloatLane512 r;
        r.v = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(a.v, x.v, k3), x.v, k2);
        r.v = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(r.v, x.v, k1), x.v, k0);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Max(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        if (!Avx512DQ.IsSupported)
        {
            r.v = Vector512.Max(a.v, b.v);
            return r;
        }

        // The processor's own passes over NaN, which is put back. .NET 9's compiler makes nine instructions of Vector512.Max.
        r.v = Avx512DQ.Range(a.v, b.v, 0b0101);
        r.v = Vector512.ConditionalSelect(Avx512F.CompareUnordered(a.v, b.v), Vector512<float>.AllBitsSet, r.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Larger(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        r.v = Vector512.MaxNative(a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Min(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        if (!Avx512DQ.IsSupported)
        {
            r.v = Vector512.Min(a.v, b.v);
            return r;
        }

        // The processor's own passes over NaN, which is put back. .NET 9's compiler makes nine instructions of Vector512.Min.
        r.v = Avx512DQ.Range(a.v, b.v, 0b0100);
        r.v = Vector512.ConditionalSelect(Avx512F.CompareUnordered(a.v, b.v), Vector512<float>.AllBitsSet, r.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Abs(FloatLane512 a)
    {
        FloatLane512 r;
        r.v = Vector512.Abs(a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Sqrt(FloatLane512 a)
    {
        FloatLane512 r;
        r.v = Vector512.Sqrt(a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Round(FloatLane512 a)
    {
        FloatLane512 r;
        r.v = Vector512.Round(a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 GreaterThan(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        r.v = Vector512.GreaterThan(a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 AreEqual(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        r.v = Vector512.Equals(a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Select(FloatLane512 mask, FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        r.v = Vector512.ConditionalSelect(mask.v, a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 ZeroWhereLess(FloatLane512 a, FloatLane512 b, FloatLane512 limit)
    {
        FloatLane512 r;
        r.v = Vector512.ConditionalSelect(Vector512.LessThan(b.v, limit.v), Vector512<float>.Zero, a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Rectify(FloatLane512 a)
    {
        if (!Avx512F.IsSupported)
        {
            return ZeroWhereLess(a, a, default);
        }

        // The processor's maximum is its second operand where one is NaN, or both are zeros.
        FloatLane512 r;
        r.v = Avx512F.Max(Vector512<float>.Zero, a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 KeepWherePositive(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        r.v = Vector512.ConditionalSelect(Vector512.GreaterThan(b.v, Vector512<float>.Zero), a.v, Vector512<float>.Zero);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 CopySign(FloatLane512 a, FloatLane512 b)
    {
        Vector512<float> sign = Vector512.Create(0x8000_0000u).AsSingle();
        FloatLane512 r;
        r.v = Vector512.ConditionalSelect(sign, b.v, a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 ScaleByPowerOfTwo(FloatLane512 a, FloatLane512 n)
    {
        // 1.5·2²³ leaves the whole number n + bias in the low bits; the shift moves it into the exponent.
        Vector512<float> magic = Vector512.Create(12_582_912f + 127f);
        FloatLane512 r;
        r.v = a.v * ((n.v + magic).AsUInt32() << 23).AsSingle();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Exponent(FloatLane512 a)
    {
        // The exponent bits, laid under the exponent of 2²³, read as 2²³ + bias + e.
        Vector512<uint> exponent = Vector512.Create(0x4B00_0000u);
        Vector512<float> magic = Vector512.Create(8_388_608f + 127f);
        FloatLane512 r;
        r.v = ((a.v.AsUInt32() >>> 23) | exponent).AsSingle() - magic;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Mantissa(FloatLane512 a)
    {
        Vector512<uint> fraction = Vector512.Create(0x007F_FFFFu);
        Vector512<uint> one = Vector512.Create(0x3F80_0000u);
        FloatLane512 r;
        r.v = ((a.v.AsUInt32() & fraction) | one).AsSingle();
        return r;
    }
}
