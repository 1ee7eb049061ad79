using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Eight <see cref="double"/> numbers in one 512-bit register: the lane for processors with AVX-512.</summary>
/// <remarks>Flat bodies, no constructor, fields assigned one by one: see the remarks of <see cref="ILane{TSelf}"/>.</remarks>
public partial struct DoubleLane512 : ILane<DoubleLane512, double>
{
    private Vector512<double> v;

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
        get => true;
    }

    /// <inheritdoc/>
    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static DoubleLane512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Constant(double value)
    {
        DoubleLane512 r;
        r.v = Vector512.Create(value);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator +(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        r.v = a.v + b.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator -(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        r.v = a.v - b.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator *(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        r.v = a.v * b.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator /(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        r.v = a.v / b.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator -(DoubleLane512 a)
    {
        DoubleLane512 r;
        r.v = -a.v;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 MultiplyAdd(DoubleLane512 a, DoubleLane512 b, DoubleLane512 c)
    {
        DoubleLane512 r;
        r.v = Vector512.FusedMultiplyAdd(a.v, b.v, c.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref DoubleLane512 sum, DoubleLane512 a, DoubleLane512 b)
    {
        sum.v = Vector512.FusedMultiplyAdd(a.v, b.v, sum.v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalfProduct(ref DoubleLane512 sum, DoubleLane512 a, DoubleLane512 b)
    {
        sum.v = Vector256.FusedMultiplyAdd(a.v.GetLower(), b.v.GetLower(), sum.v.GetLower()).ToVector512Unsafe();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddHalf(ref DoubleLane512 sum, DoubleLane512 a)
    {
        sum.v = (sum.v.GetLower() + a.v.GetLower()).ToVector512Unsafe();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 UpperHalf(DoubleLane512 lane)
    {
        DoubleLane512 r;
        r.v = lane.v.GetUpper().ToVector512Unsafe();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Join(DoubleLane512 lower, DoubleLane512 upper)
    {
        DoubleLane512 r;
        r.v = Vector512.Create(lower.v.GetLower(), upper.v.GetLower());
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Lift(DoubleLane512 half)
    {
        DoubleLane512 r;
        r.v = Vector512.Create(half.v.GetLower(), half.v.GetLower());
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 MultiplySubtract(DoubleLane512 a, DoubleLane512 b, DoubleLane512 c)
    {
        DoubleLane512 r;
        r.v = Vector512.FusedMultiplyAdd(-a.v, b.v, c.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Horner(DoubleLane512 a, DoubleLane512 x, double c3, double c2, double c1, double c0)
    {
        Vector512<double> k3 = Vector512.Create(c3);
        Vector512<double> k2 = Vector512.Create(c2);
        Vector512<double> k1 = Vector512.Create(c1);
        Vector512<double> k0 = Vector512.Create(c0);
        DoubleLane512 r;
        r.v = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(a.v, x.v, k3), x.v, k2);
        r.v = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(r.v, x.v, k1), x.v, k0);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Max(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        if (!Avx512DQ.IsSupported)
        {
            r.v = Vector512.Max(a.v, b.v);
            return r;
        }

        // The processor's own passes over NaN, which is put back. .NET 9's compiler makes nine instructions of Vector512.Max.
        r.v = Avx512DQ.Range(a.v, b.v, 0b0101);
        r.v = Vector512.ConditionalSelect(Avx512F.CompareUnordered(a.v, b.v), Vector512<double>.AllBitsSet, r.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Larger(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        r.v = Vector512.MaxNative(a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Min(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        if (!Avx512DQ.IsSupported)
        {
            r.v = Vector512.Min(a.v, b.v);
            return r;
        }

        // The processor's own passes over NaN, which is put back. .NET 9's compiler makes nine instructions of Vector512.Min.
        r.v = Avx512DQ.Range(a.v, b.v, 0b0100);
        r.v = Vector512.ConditionalSelect(Avx512F.CompareUnordered(a.v, b.v), Vector512<double>.AllBitsSet, r.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Abs(DoubleLane512 a)
    {
        DoubleLane512 r;
        r.v = Vector512.Abs(a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Sqrt(DoubleLane512 a)
    {
        DoubleLane512 r;
        r.v = Vector512.Sqrt(a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Round(DoubleLane512 a)
    {
        DoubleLane512 r;
        r.v = Vector512.Round(a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 GreaterThan(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        r.v = Vector512.GreaterThan(a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 AreEqual(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        r.v = Vector512.Equals(a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Select(DoubleLane512 mask, DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        r.v = Vector512.ConditionalSelect(mask.v, a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 ZeroWhereLess(DoubleLane512 a, DoubleLane512 b, DoubleLane512 limit)
    {
        DoubleLane512 r;
        r.v = Vector512.ConditionalSelect(Vector512.LessThan(b.v, limit.v), Vector512<double>.Zero, a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Rectify(DoubleLane512 a)
    {
        if (!Avx512F.IsSupported)
        {
            return ZeroWhereLess(a, a, default);
        }

        // The processor's maximum is its second operand where one is NaN, or both are zeros.
        DoubleLane512 r;
        r.v = Avx512F.Max(Vector512<double>.Zero, a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 KeepWherePositive(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        r.v = Vector512.ConditionalSelect(Vector512.GreaterThan(b.v, Vector512<double>.Zero), a.v, Vector512<double>.Zero);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 CopySign(DoubleLane512 a, DoubleLane512 b)
    {
        Vector512<double> sign = Vector512.Create(0x8000_0000_0000_0000ul).AsDouble();
        DoubleLane512 r;
        r.v = Vector512.ConditionalSelect(sign, b.v, a.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 ScaleByPowerOfTwo(DoubleLane512 a, DoubleLane512 n)
    {
        // 1.5·2⁵² leaves the whole number n + bias in the low bits; the shift moves it into the exponent.
        Vector512<double> magic = Vector512.Create(6_755_399_441_055_744d + 1023d);
        DoubleLane512 r;
        r.v = a.v * ((n.v + magic).AsUInt64() << 52).AsDouble();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Exponent(DoubleLane512 a)
    {
        // The exponent bits, laid under the exponent of 2⁵², read as 2⁵² + bias + e.
        Vector512<ulong> exponent = Vector512.Create(0x4330_0000_0000_0000ul);
        Vector512<double> magic = Vector512.Create(4_503_599_627_370_496d + 1023d);
        DoubleLane512 r;
        r.v = ((a.v.AsUInt64() >>> 52) | exponent).AsDouble() - magic;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Mantissa(DoubleLane512 a)
    {
        Vector512<ulong> fraction = Vector512.Create(0x000F_FFFF_FFFF_FFFFul);
        Vector512<ulong> one = Vector512.Create(0x3FF0_0000_0000_0000ul);
        DoubleLane512 r;
        r.v = ((a.v.AsUInt64() & fraction) | one).AsDouble();
        return r;
    }
}
