using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>Sixteen <see cref="float"/> numbers in one 512-bit register: the lane for processors with AVX-512.</summary>
public readonly struct FloatLane512 : ILane<FloatLane512, float>
{
    private readonly Vector512<float> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FloatLane512(Vector512<float> v)
    {
        this.v = v;
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
    public static FloatLane512 Constant(double value) => Broadcast((float)value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator +(FloatLane512 a, FloatLane512 b) => new(a.v + b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator -(FloatLane512 a, FloatLane512 b) => new(a.v - b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator *(FloatLane512 a, FloatLane512 b) => new(a.v * b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator /(FloatLane512 a, FloatLane512 b) => new(a.v / b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 operator -(FloatLane512 a) => new(-a.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 MultiplyAdd(FloatLane512 a, FloatLane512 b, FloatLane512 c) => new(Vector512.FusedMultiplyAdd(a.v, b.v, c.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 MultiplySubtract(FloatLane512 a, FloatLane512 b, FloatLane512 c) =>
        new(Vector512.FusedMultiplyAdd(-a.v, b.v, c.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Max(FloatLane512 a, FloatLane512 b) => new(Vector512.Max(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Min(FloatLane512 a, FloatLane512 b) => new(Vector512.Min(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Abs(FloatLane512 a) => new(Vector512.Abs(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Sqrt(FloatLane512 a) => new(Vector512.Sqrt(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Round(FloatLane512 a) => new(Vector512.Round(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 GreaterThan(FloatLane512 a, FloatLane512 b) => new(Vector512.GreaterThan(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 AreEqual(FloatLane512 a, FloatLane512 b) => new(Vector512.Equals(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Select(FloatLane512 mask, FloatLane512 a, FloatLane512 b) =>
        new(Vector512.ConditionalSelect(mask.v, a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 CopySign(FloatLane512 a, FloatLane512 b) => new(Vector512.CopySign(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 ScaleByPowerOfTwo(FloatLane512 a, FloatLane512 n) => new(a.v * PowerOfTwo(n.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Exponent(FloatLane512 a) => new(ExponentOf(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Mantissa(FloatLane512 a) => new(MantissaOf(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Load(ref readonly float source, int offset) => new(Vector512.LoadUnsafe(in source, (nuint)(uint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 LoadPartial(ref readonly float source, int offset, int count)
    {
        FloatLane512 lane = default;
        LaneMemory.Copy(in source, offset, ref Unsafe.As<FloatLane512, float>(ref lane), 0, count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 LoadStrided(ref readonly float source, int offset, int stride, int count)
    {
        FloatLane512 lane = default;
        LaneMemory.Gather(in source, offset, stride, ref Unsafe.As<FloatLane512, float>(ref lane), count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Broadcast(ref readonly float source, int offset) =>
        Broadcast(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Broadcast(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLane512 lane, ref float destination, int offset) =>
        lane.v.StoreUnsafe(ref destination, (nuint)(uint)offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(FloatLane512 lane, ref float destination, int offset, int count) =>
        LaneMemory.Copy(in Unsafe.As<FloatLane512, float>(ref lane), 0, ref destination, offset, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(FloatLane512 lane, ref float destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<FloatLane512, float>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(FloatLane512 lane) => LaneReduction.Sum(lane.v.GetLower() + lane.v.GetUpper());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(FloatLane512 lane) => LaneReduction.Maximum(Vector256.Max(lane.v.GetLower(), lane.v.GetUpper()));

    // Adding 1.5·2²³ leaves the whole number n + bias in the low bits, from where it is shifted into the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<float> n) =>
        ((n + Vector512.Create(12_582_912f + 127f)).AsUInt32() << 23).AsSingle();

    // The exponent bits, laid under the exponent of 2²³, read as 2²³ + bias + e.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExponentOf(Vector512<float> a) =>
        ((a.AsUInt32() >>> 23) | Vector512.Create(0x4B00_0000u)).AsSingle() - Vector512.Create(8_388_608f + 127f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> MantissaOf(Vector512<float> a) =>
        ((a.AsUInt32() & Vector512.Create(0x007F_FFFFu)) | Vector512.Create(0x3F80_0000u)).AsSingle();
}
