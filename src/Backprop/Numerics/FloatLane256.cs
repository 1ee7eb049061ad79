using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>Sixteen <see cref="float"/> numbers in two 256-bit registers: the lane for processors with AVX2.</summary>
public readonly struct FloatLane256 : ILane<FloatLane256, float>
{
    private readonly Vector256<float> v0;
    private readonly Vector256<float> v1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FloatLane256(Vector256<float> v0, Vector256<float> v1)
    {
        this.v0 = v0;
        this.v1 = v1;
    }

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
    public static FloatLane256 Constant(double value) => Broadcast((float)value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator +(FloatLane256 a, FloatLane256 b) => new(a.v0 + b.v0, a.v1 + b.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator -(FloatLane256 a, FloatLane256 b) => new(a.v0 - b.v0, a.v1 - b.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator *(FloatLane256 a, FloatLane256 b) => new(a.v0 * b.v0, a.v1 * b.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator /(FloatLane256 a, FloatLane256 b) => new(a.v0 / b.v0, a.v1 / b.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 operator -(FloatLane256 a) => new(-a.v0, -a.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 MultiplyAdd(FloatLane256 a, FloatLane256 b, FloatLane256 c) =>
        new(Vector256.FusedMultiplyAdd(a.v0, b.v0, c.v0), Vector256.FusedMultiplyAdd(a.v1, b.v1, c.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 MultiplySubtract(FloatLane256 a, FloatLane256 b, FloatLane256 c) =>
        new(Vector256.FusedMultiplyAdd(-a.v0, b.v0, c.v0), Vector256.FusedMultiplyAdd(-a.v1, b.v1, c.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Max(FloatLane256 a, FloatLane256 b) => new(Vector256.Max(a.v0, b.v0), Vector256.Max(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Min(FloatLane256 a, FloatLane256 b) => new(Vector256.Min(a.v0, b.v0), Vector256.Min(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Abs(FloatLane256 a) => new(Vector256.Abs(a.v0), Vector256.Abs(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Sqrt(FloatLane256 a) => new(Vector256.Sqrt(a.v0), Vector256.Sqrt(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Round(FloatLane256 a) => new(Vector256.Round(a.v0), Vector256.Round(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 GreaterThan(FloatLane256 a, FloatLane256 b) =>
        new(Vector256.GreaterThan(a.v0, b.v0), Vector256.GreaterThan(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 AreEqual(FloatLane256 a, FloatLane256 b) => new(Vector256.Equals(a.v0, b.v0), Vector256.Equals(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Select(FloatLane256 mask, FloatLane256 a, FloatLane256 b) =>
        new(Vector256.ConditionalSelect(mask.v0, a.v0, b.v0), Vector256.ConditionalSelect(mask.v1, a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 CopySign(FloatLane256 a, FloatLane256 b) =>
        new(Vector256.CopySign(a.v0, b.v0), Vector256.CopySign(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 ScaleByPowerOfTwo(FloatLane256 a, FloatLane256 n) => new(a.v0 * PowerOfTwo(n.v0), a.v1 * PowerOfTwo(n.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Exponent(FloatLane256 a) => new(ExponentOf(a.v0), ExponentOf(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Mantissa(FloatLane256 a) => new(MantissaOf(a.v0), MantissaOf(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Load(ref readonly float source, int offset) =>
        new(
            Vector256.LoadUnsafe(in source, (nuint)(uint)offset),
            Vector256.LoadUnsafe(in source, (nuint)(uint)offset + 8));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 LoadPartial(ref readonly float source, int offset, int count)
    {
        FloatLane256 lane = default;
        LaneMemory.Copy(in source, offset, ref Unsafe.As<FloatLane256, float>(ref lane), 0, count);
        return lane;
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
    public static FloatLane256 Broadcast(ref readonly float source, int offset) =>
        Broadcast(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Broadcast(float value)
    {
        Vector256<float> all = Vector256.Create(value);
        return new(all, all);
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
    public static void StorePartial(FloatLane256 lane, ref float destination, int offset, int count) =>
        LaneMemory.Copy(in Unsafe.As<FloatLane256, float>(ref lane), 0, ref destination, offset, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(FloatLane256 lane, ref float destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<FloatLane256, float>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(FloatLane256 lane) => LaneReduction.Sum(lane.v0 + lane.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(FloatLane256 lane) => LaneReduction.Maximum(Vector256.Max(lane.v0, lane.v1));

    // Adding 1.5·2²³ leaves the whole number n + bias in the low bits, from where it is shifted into the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> n) =>
        ((n + Vector256.Create(12_582_912f + 127f)).AsUInt32() << 23).AsSingle();

    // The exponent bits, laid under the exponent of 2²³, read as 2²³ + bias + e.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExponentOf(Vector256<float> a) =>
        ((a.AsUInt32() >>> 23) | Vector256.Create(0x4B00_0000u)).AsSingle() - Vector256.Create(8_388_608f + 127f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> MantissaOf(Vector256<float> a) =>
        ((a.AsUInt32() & Vector256.Create(0x007F_FFFFu)) | Vector256.Create(0x3F80_0000u)).AsSingle();
}
