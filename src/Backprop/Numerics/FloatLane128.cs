using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>Sixteen <see cref="float"/> numbers in four 128-bit registers: the lane for everything else: SSE, Arm, WebAssembly.</summary>
public readonly struct FloatLane128 : ILane<FloatLane128, float>
{
    private readonly Vector128<float> v0;
    private readonly Vector128<float> v1;
    private readonly Vector128<float> v2;
    private readonly Vector128<float> v3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FloatLane128(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3)
    {
        this.v0 = v0;
        this.v1 = v1;
        this.v2 = v2;
        this.v3 = v3;
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
    public static FloatLane128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Constant(double value) => Broadcast((float)value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator +(FloatLane128 a, FloatLane128 b) => new(a.v0 + b.v0, a.v1 + b.v1, a.v2 + b.v2, a.v3 + b.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator -(FloatLane128 a, FloatLane128 b) => new(a.v0 - b.v0, a.v1 - b.v1, a.v2 - b.v2, a.v3 - b.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator *(FloatLane128 a, FloatLane128 b) => new(a.v0 * b.v0, a.v1 * b.v1, a.v2 * b.v2, a.v3 * b.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator /(FloatLane128 a, FloatLane128 b) => new(a.v0 / b.v0, a.v1 / b.v1, a.v2 / b.v2, a.v3 / b.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 operator -(FloatLane128 a) => new(-a.v0, -a.v1, -a.v2, -a.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 MultiplyAdd(FloatLane128 a, FloatLane128 b, FloatLane128 c) =>
        new(
            Vector128.FusedMultiplyAdd(a.v0, b.v0, c.v0),
            Vector128.FusedMultiplyAdd(a.v1, b.v1, c.v1),
            Vector128.FusedMultiplyAdd(a.v2, b.v2, c.v2),
            Vector128.FusedMultiplyAdd(a.v3, b.v3, c.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 MultiplySubtract(FloatLane128 a, FloatLane128 b, FloatLane128 c) =>
        new(
            Vector128.FusedMultiplyAdd(-a.v0, b.v0, c.v0),
            Vector128.FusedMultiplyAdd(-a.v1, b.v1, c.v1),
            Vector128.FusedMultiplyAdd(-a.v2, b.v2, c.v2),
            Vector128.FusedMultiplyAdd(-a.v3, b.v3, c.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Max(FloatLane128 a, FloatLane128 b) =>
        new(
            Vector128.Max(a.v0, b.v0),
            Vector128.Max(a.v1, b.v1),
            Vector128.Max(a.v2, b.v2),
            Vector128.Max(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Min(FloatLane128 a, FloatLane128 b) =>
        new(
            Vector128.Min(a.v0, b.v0),
            Vector128.Min(a.v1, b.v1),
            Vector128.Min(a.v2, b.v2),
            Vector128.Min(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Abs(FloatLane128 a) => new(Vector128.Abs(a.v0), Vector128.Abs(a.v1), Vector128.Abs(a.v2), Vector128.Abs(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Sqrt(FloatLane128 a) =>
        new(Vector128.Sqrt(a.v0), Vector128.Sqrt(a.v1), Vector128.Sqrt(a.v2), Vector128.Sqrt(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Round(FloatLane128 a) =>
        new(Vector128.Round(a.v0), Vector128.Round(a.v1), Vector128.Round(a.v2), Vector128.Round(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 GreaterThan(FloatLane128 a, FloatLane128 b) =>
        new(
            Vector128.GreaterThan(a.v0, b.v0),
            Vector128.GreaterThan(a.v1, b.v1),
            Vector128.GreaterThan(a.v2, b.v2),
            Vector128.GreaterThan(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 AreEqual(FloatLane128 a, FloatLane128 b) =>
        new(
            Vector128.Equals(a.v0, b.v0),
            Vector128.Equals(a.v1, b.v1),
            Vector128.Equals(a.v2, b.v2),
            Vector128.Equals(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Select(FloatLane128 mask, FloatLane128 a, FloatLane128 b) =>
        new(
            Vector128.ConditionalSelect(mask.v0, a.v0, b.v0),
            Vector128.ConditionalSelect(mask.v1, a.v1, b.v1),
            Vector128.ConditionalSelect(mask.v2, a.v2, b.v2),
            Vector128.ConditionalSelect(mask.v3, a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 CopySign(FloatLane128 a, FloatLane128 b) =>
        new(
            Vector128.CopySign(a.v0, b.v0),
            Vector128.CopySign(a.v1, b.v1),
            Vector128.CopySign(a.v2, b.v2),
            Vector128.CopySign(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 ScaleByPowerOfTwo(FloatLane128 a, FloatLane128 n) =>
        new(a.v0 * PowerOfTwo(n.v0), a.v1 * PowerOfTwo(n.v1), a.v2 * PowerOfTwo(n.v2), a.v3 * PowerOfTwo(n.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Exponent(FloatLane128 a) => new(ExponentOf(a.v0), ExponentOf(a.v1), ExponentOf(a.v2), ExponentOf(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Mantissa(FloatLane128 a) => new(MantissaOf(a.v0), MantissaOf(a.v1), MantissaOf(a.v2), MantissaOf(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Load(ref readonly float source, int offset) =>
        new(
            Vector128.LoadUnsafe(in source, (nuint)(uint)offset),
            Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 4),
            Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 8),
            Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 12));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 LoadPartial(ref readonly float source, int offset, int count)
    {
        FloatLane128 lane = default;
        LaneMemory.Copy(in source, offset, ref Unsafe.As<FloatLane128, float>(ref lane), 0, count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 LoadStrided(ref readonly float source, int offset, int stride, int count)
    {
        FloatLane128 lane = default;
        LaneMemory.Gather(in source, offset, stride, ref Unsafe.As<FloatLane128, float>(ref lane), count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Broadcast(ref readonly float source, int offset) =>
        Broadcast(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Broadcast(float value)
    {
        Vector128<float> all = Vector128.Create(value);
        return new(all, all, all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLane128 lane, ref float destination, int offset)
    {
        lane.v0.StoreUnsafe(ref destination, (nuint)(uint)offset);
        lane.v1.StoreUnsafe(ref destination, (nuint)(uint)offset + 4);
        lane.v2.StoreUnsafe(ref destination, (nuint)(uint)offset + 8);
        lane.v3.StoreUnsafe(ref destination, (nuint)(uint)offset + 12);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(FloatLane128 lane, ref float destination, int offset, int count) =>
        LaneMemory.Copy(in Unsafe.As<FloatLane128, float>(ref lane), 0, ref destination, offset, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(FloatLane128 lane, ref float destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<FloatLane128, float>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(FloatLane128 lane) => LaneReduction.Sum((lane.v0 + lane.v2) + (lane.v1 + lane.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(FloatLane128 lane) =>
        LaneReduction.Maximum(Vector128.Max(Vector128.Max(lane.v0, lane.v2), Vector128.Max(lane.v1, lane.v3)));

    // Adding 1.5·2²³ leaves the whole number n + bias in the low bits, from where it is shifted into the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<float> n) =>
        ((n + Vector128.Create(12_582_912f + 127f)).AsUInt32() << 23).AsSingle();

    // The exponent bits, laid under the exponent of 2²³, read as 2²³ + bias + e.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ExponentOf(Vector128<float> a) =>
        ((a.AsUInt32() >>> 23) | Vector128.Create(0x4B00_0000u)).AsSingle() - Vector128.Create(8_388_608f + 127f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> MantissaOf(Vector128<float> a) =>
        ((a.AsUInt32() & Vector128.Create(0x007F_FFFFu)) | Vector128.Create(0x3F80_0000u)).AsSingle();
}
