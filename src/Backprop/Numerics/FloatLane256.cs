using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Sixteen <see cref="float"/> numbers in two 256-bit registers: the lane for processors with AVX2.</summary>
/// <remarks>Flat bodies, no constructor, fields assigned one by one: see the remarks of <see cref="ILane{TSelf}"/>.</remarks>
public struct FloatLane256 : ILane<FloatLane256, float>
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
    public static FloatLane256 UpperHalf(FloatLane256 lane)
    {
        FloatLane256 r;
        r.v0 = lane.v1;
        r.v1 = lane.v1;
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
        r.v0 = Vector256.Max(a.v0, b.v0);
        r.v1 = Vector256.Max(a.v1, b.v1);
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
        r.v0 = Vector256.Min(a.v0, b.v0);
        r.v1 = Vector256.Min(a.v1, b.v1);
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
    public static FloatLane256 KeepWhereGreater(FloatLane256 a, FloatLane256 b, FloatLane256 limit)
    {
        FloatLane256 r;
        r.v0 = a.v0 & Vector256.GreaterThan(b.v0, limit.v0);
        r.v1 = a.v1 & Vector256.GreaterThan(b.v1, limit.v1);
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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Load(ref readonly float source, int offset)
    {
        FloatLane256 r;
        r.v0 = Vector256.LoadUnsafe(in source, (nuint)(uint)offset);
        r.v1 = Vector256.LoadUnsafe(in source, (nuint)(uint)offset + 8);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref FloatLane256 sum, FloatLane256 a, ref readonly float source, int offset)
    {
        sum.v0 = Vector256.FusedMultiplyAdd(a.v0, Vector256.LoadUnsafe(in source, (nuint)(uint)offset), sum.v0);
        sum.v1 = Vector256.FusedMultiplyAdd(a.v1, Vector256.LoadUnsafe(in source, (nuint)(uint)offset + 8), sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref FloatLane256 sum, FloatLane256 a, ref readonly float source, int offset)
    {
        Vector256<float> all = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));
        sum.v0 = Vector256.FusedMultiplyAdd(a.v0, all, sum.v0);
        sum.v1 = Vector256.FusedMultiplyAdd(a.v1, all, sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 LoadPartial(ref readonly float source, int offset, int count)
    {
        FloatLane256 r;
        r.v0 = Vector256.Create(LaneMemory.Load(in source, offset, count), LaneMemory.Load(in source, offset + 4, count - 4));
        r.v1 = Vector256.Create(LaneMemory.Load(in source, offset + 8, count - 8), LaneMemory.Load(in source, offset + 12, count - 12));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 LoadStrided(ref readonly float source, int offset, int stride, int count)
    {
        FloatLane256 lane = default;
        LaneMemory.Gather(in source, offset, stride, ref Unsafe.As<FloatLane256, float>(ref lane), count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Broadcast(ref readonly float source, int offset)
    {
        Vector256<float> all = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));
        FloatLane256 r;
        r.v0 = all;
        r.v1 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Broadcast(float value)
    {
        Vector256<float> all = Vector256.Create(value);
        FloatLane256 r;
        r.v0 = all;
        r.v1 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 KeepFirst(FloatLane256 lane, int count)
    {
        FloatLane256 r;
        r.v0 = lane.v0 & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
        r.v1 = lane.v1 & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((count - 8))).AsSingle();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Repeat(FloatLane256 lane, int times, int part)
    {
        // Chosen beforehand: a condition within an assignment to a field would put the lane into memory.
        Vector256<float> first = 16 * part / times < 8 ? lane.v0 : lane.v1, second = ((16 * part) + 8) / times < 8 ? lane.v0 : lane.v1;
        FloatLane256 r;
        r.v0 = Vector256.Shuffle(first, Vector256.Create(
            16 * part / times % 8, ((16 * part) + 1) / times % 8, ((16 * part) + 2) / times % 8, ((16 * part) + 3) / times % 8,
            ((16 * part) + 4) / times % 8, ((16 * part) + 5) / times % 8, ((16 * part) + 6) / times % 8, ((16 * part) + 7) / times % 8));
        r.v1 = Vector256.Shuffle(second, Vector256.Create(
            ((16 * part) + 8) / times % 8, ((16 * part) + 9) / times % 8, ((16 * part) + 10) / times % 8, ((16 * part) + 11) / times % 8,
            ((16 * part) + 12) / times % 8, ((16 * part) + 13) / times % 8, ((16 * part) + 14) / times % 8, ((16 * part) + 15) / times % 8));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRepeated(ref FloatLane256 sum, FloatLane256 lane, int times, int part, ref readonly float source, int offset)
    {
        Vector256<float> first = 16 * part / times < 8 ? lane.v0 : lane.v1, second = ((16 * part) + 8) / times < 8 ? lane.v0 : lane.v1;
        sum.v0 = Vector256.FusedMultiplyAdd(Vector256.Shuffle(first, Vector256.Create(
            16 * part / times % 8, ((16 * part) + 1) / times % 8, ((16 * part) + 2) / times % 8, ((16 * part) + 3) / times % 8,
            ((16 * part) + 4) / times % 8, ((16 * part) + 5) / times % 8, ((16 * part) + 6) / times % 8, ((16 * part) + 7) / times % 8)),
            Vector256.LoadUnsafe(in source, (nuint)(uint)offset), sum.v0);
        sum.v1 = Vector256.FusedMultiplyAdd(Vector256.Shuffle(second, Vector256.Create(
            ((16 * part) + 8) / times % 8, ((16 * part) + 9) / times % 8, ((16 * part) + 10) / times % 8, ((16 * part) + 11) / times % 8,
            ((16 * part) + 12) / times % 8, ((16 * part) + 13) / times % 8, ((16 * part) + 14) / times % 8, ((16 * part) + 15) / times % 8)),
            Vector256.LoadUnsafe(in source, (nuint)(uint)offset + 8), sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Quarter(FloatLane256 lane, int index) =>
        index == 0 ? lane.v0.GetLower() : index == 1 ? lane.v0.GetUpper() : index == 2 ? lane.v1.GetLower() : lane.v1.GetUpper();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 LoadHalf(ref readonly float source, int offset)
    {
        FloatLane256 r;
        r.v0 = Vector256.LoadUnsafe(in source, (nuint)(uint)offset);
        r.v1 = r.v0;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLane256 lane, ref float destination, int offset)
    {
        lane.v0.StoreUnsafe(ref destination, (nuint)(uint)offset);
        lane.v1.StoreUnsafe(ref destination, (nuint)(uint)offset + 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUpperHalf(FloatLane256 lane, ref float destination, int offset)
    {
        lane.v1.StoreUnsafe(ref destination, (nuint)(uint)offset + 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(FloatLane256 lane, ref float destination, int offset, int count)
    {
        Vector256<float> half = lane.v0;
        if (count >= 8)
        {
            half.StoreUnsafe(ref destination, (nuint)(uint)offset);
            half = lane.v1;
            offset += 8;
            count -= 8;
        }

        LaneMemory.Store(half, ref destination, offset, count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(FloatLane256 lane, ref float destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<FloatLane256, float>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(FloatLane256 lane)
    {
        Vector256<float> half = lane.v0 + lane.v1;
        Vector128<float> quarter = half.GetLower() + half.GetUpper();
        Vector128<float> pair = quarter + Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        return (pair + Vector128.Shuffle(pair, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(FloatLane256 lane)
    {
        Vector256<float> half = Vector256.MaxNative(lane.v0, lane.v1);
        Vector128<float> quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        Vector128<float> pair = Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(pair, Vector128.Shuffle(pair, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
