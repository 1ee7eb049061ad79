using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>Eight <see cref="double"/> numbers in two 256-bit registers: the lane for processors with AVX2.</summary>
public readonly struct DoubleLane256 : ILane<DoubleLane256, double>
{
    private readonly Vector256<double> v0;
    private readonly Vector256<double> v1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleLane256(Vector256<double> v0, Vector256<double> v1)
    {
        this.v0 = v0;
        this.v1 = v1;
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
        get => false;
    }

    /// <inheritdoc/>
    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static DoubleLane256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Constant(double value) => Broadcast(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator +(DoubleLane256 a, DoubleLane256 b) => new(a.v0 + b.v0, a.v1 + b.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator -(DoubleLane256 a, DoubleLane256 b) => new(a.v0 - b.v0, a.v1 - b.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator *(DoubleLane256 a, DoubleLane256 b) => new(a.v0 * b.v0, a.v1 * b.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator /(DoubleLane256 a, DoubleLane256 b) => new(a.v0 / b.v0, a.v1 / b.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator -(DoubleLane256 a) => new(-a.v0, -a.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 MultiplyAdd(DoubleLane256 a, DoubleLane256 b, DoubleLane256 c) =>
        new(Vector256.FusedMultiplyAdd(a.v0, b.v0, c.v0), Vector256.FusedMultiplyAdd(a.v1, b.v1, c.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 MultiplySubtract(DoubleLane256 a, DoubleLane256 b, DoubleLane256 c) =>
        new(Vector256.FusedMultiplyAdd(-a.v0, b.v0, c.v0), Vector256.FusedMultiplyAdd(-a.v1, b.v1, c.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Max(DoubleLane256 a, DoubleLane256 b) => new(Vector256.Max(a.v0, b.v0), Vector256.Max(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Min(DoubleLane256 a, DoubleLane256 b) => new(Vector256.Min(a.v0, b.v0), Vector256.Min(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Abs(DoubleLane256 a) => new(Vector256.Abs(a.v0), Vector256.Abs(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Sqrt(DoubleLane256 a) => new(Vector256.Sqrt(a.v0), Vector256.Sqrt(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Round(DoubleLane256 a) => new(Vector256.Round(a.v0), Vector256.Round(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 GreaterThan(DoubleLane256 a, DoubleLane256 b) =>
        new(Vector256.GreaterThan(a.v0, b.v0), Vector256.GreaterThan(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 AreEqual(DoubleLane256 a, DoubleLane256 b) => new(Vector256.Equals(a.v0, b.v0), Vector256.Equals(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Select(DoubleLane256 mask, DoubleLane256 a, DoubleLane256 b) =>
        new(Vector256.ConditionalSelect(mask.v0, a.v0, b.v0), Vector256.ConditionalSelect(mask.v1, a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 CopySign(DoubleLane256 a, DoubleLane256 b) =>
        new(Vector256.CopySign(a.v0, b.v0), Vector256.CopySign(a.v1, b.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 ScaleByPowerOfTwo(DoubleLane256 a, DoubleLane256 n) => new(a.v0 * PowerOfTwo(n.v0), a.v1 * PowerOfTwo(n.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Exponent(DoubleLane256 a) => new(ExponentOf(a.v0), ExponentOf(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Mantissa(DoubleLane256 a) => new(MantissaOf(a.v0), MantissaOf(a.v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Load(ref readonly double source, int offset) =>
        new(
            Vector256.LoadUnsafe(in source, (nuint)(uint)offset),
            Vector256.LoadUnsafe(in source, (nuint)(uint)offset + 4));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 LoadPartial(ref readonly double source, int offset, int count)
    {
        DoubleLane256 lane = default;
        LaneMemory.Copy(in source, offset, ref Unsafe.As<DoubleLane256, double>(ref lane), 0, count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 LoadStrided(ref readonly double source, int offset, int stride, int count)
    {
        DoubleLane256 lane = default;
        LaneMemory.Gather(in source, offset, stride, ref Unsafe.As<DoubleLane256, double>(ref lane), count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Broadcast(ref readonly double source, int offset) =>
        Broadcast(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Broadcast(double value)
    {
        Vector256<double> all = Vector256.Create(value);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLane256 lane, ref double destination, int offset)
    {
        lane.v0.StoreUnsafe(ref destination, (nuint)(uint)offset);
        lane.v1.StoreUnsafe(ref destination, (nuint)(uint)offset + 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(DoubleLane256 lane, ref double destination, int offset, int count) =>
        LaneMemory.Copy(in Unsafe.As<DoubleLane256, double>(ref lane), 0, ref destination, offset, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(DoubleLane256 lane, ref double destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<DoubleLane256, double>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLane256 lane) => LaneReduction.Sum(lane.v0 + lane.v1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(DoubleLane256 lane) => LaneReduction.Maximum(Vector256.Max(lane.v0, lane.v1));

    // Adding 1.5·2⁵² leaves the whole number n + bias in the low bits, from where it is shifted into the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowerOfTwo(Vector256<double> n) =>
        ((n + Vector256.Create(6_755_399_441_055_744d + 1023d)).AsUInt64() << 52).AsDouble();

    // The exponent bits, laid under the exponent of 2⁵², read as 2⁵² + bias + e.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExponentOf(Vector256<double> a) =>
        ((a.AsUInt64() >>> 52) | Vector256.Create(0x4330_0000_0000_0000ul)).AsDouble() - Vector256.Create(4_503_599_627_370_496d + 1023d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> MantissaOf(Vector256<double> a) =>
        ((a.AsUInt64() & Vector256.Create(0x000F_FFFF_FFFF_FFFFul)) | Vector256.Create(0x3FF0_0000_0000_0000ul)).AsDouble();
}
