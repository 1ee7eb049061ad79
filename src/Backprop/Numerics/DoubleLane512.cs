using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>Eight <see cref="double"/> numbers in one 512-bit register: the lane for processors with AVX-512.</summary>
public readonly struct DoubleLane512 : ILane<DoubleLane512, double>
{
    private readonly Vector512<double> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleLane512(Vector512<double> v)
    {
        this.v = v;
    }

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
    public static DoubleLane512 Constant(double value) => Broadcast(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator +(DoubleLane512 a, DoubleLane512 b) => new(a.v + b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator -(DoubleLane512 a, DoubleLane512 b) => new(a.v - b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator *(DoubleLane512 a, DoubleLane512 b) => new(a.v * b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator /(DoubleLane512 a, DoubleLane512 b) => new(a.v / b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator -(DoubleLane512 a) => new(-a.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 MultiplyAdd(DoubleLane512 a, DoubleLane512 b, DoubleLane512 c) =>
        new(Vector512.FusedMultiplyAdd(a.v, b.v, c.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 MultiplySubtract(DoubleLane512 a, DoubleLane512 b, DoubleLane512 c) =>
        new(Vector512.FusedMultiplyAdd(-a.v, b.v, c.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Max(DoubleLane512 a, DoubleLane512 b) => new(Vector512.Max(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Min(DoubleLane512 a, DoubleLane512 b) => new(Vector512.Min(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Abs(DoubleLane512 a) => new(Vector512.Abs(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Sqrt(DoubleLane512 a) => new(Vector512.Sqrt(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Round(DoubleLane512 a) => new(Vector512.Round(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 GreaterThan(DoubleLane512 a, DoubleLane512 b) => new(Vector512.GreaterThan(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 AreEqual(DoubleLane512 a, DoubleLane512 b) => new(Vector512.Equals(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Select(DoubleLane512 mask, DoubleLane512 a, DoubleLane512 b) =>
        new(Vector512.ConditionalSelect(mask.v, a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 CopySign(DoubleLane512 a, DoubleLane512 b) => new(Vector512.CopySign(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 ScaleByPowerOfTwo(DoubleLane512 a, DoubleLane512 n) => new(a.v * PowerOfTwo(n.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Exponent(DoubleLane512 a) => new(ExponentOf(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Mantissa(DoubleLane512 a) => new(MantissaOf(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Load(ref readonly double source, int offset) => new(Vector512.LoadUnsafe(in source, (nuint)(uint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 LoadPartial(ref readonly double source, int offset, int count)
    {
        DoubleLane512 lane = default;
        LaneMemory.Copy(in source, offset, ref Unsafe.As<DoubleLane512, double>(ref lane), 0, count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 LoadStrided(ref readonly double source, int offset, int stride, int count)
    {
        DoubleLane512 lane = default;
        LaneMemory.Gather(in source, offset, stride, ref Unsafe.As<DoubleLane512, double>(ref lane), count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Broadcast(ref readonly double source, int offset) =>
        Broadcast(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Broadcast(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLane512 lane, ref double destination, int offset) =>
        lane.v.StoreUnsafe(ref destination, (nuint)(uint)offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(DoubleLane512 lane, ref double destination, int offset, int count) =>
        LaneMemory.Copy(in Unsafe.As<DoubleLane512, double>(ref lane), 0, ref destination, offset, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(DoubleLane512 lane, ref double destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<DoubleLane512, double>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLane512 lane) => LaneReduction.Sum(lane.v.GetLower() + lane.v.GetUpper());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(DoubleLane512 lane) => LaneReduction.Maximum(Vector256.Max(lane.v.GetLower(), lane.v.GetUpper()));

    // Adding 1.5·2⁵² leaves the whole number n + bias in the low bits, from where it is shifted into the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<double> n) =>
        ((n + Vector512.Create(6_755_399_441_055_744d + 1023d)).AsUInt64() << 52).AsDouble();

    // The exponent bits, laid under the exponent of 2⁵², read as 2⁵² + bias + e.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExponentOf(Vector512<double> a) =>
        ((a.AsUInt64() >>> 52) | Vector512.Create(0x4330_0000_0000_0000ul)).AsDouble() - Vector512.Create(4_503_599_627_370_496d + 1023d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> MantissaOf(Vector512<double> a) =>
        ((a.AsUInt64() & Vector512.Create(0x000F_FFFF_FFFF_FFFFul)) | Vector512.Create(0x3FF0_0000_0000_0000ul)).AsDouble();
}
