using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>Eight <see cref="double"/> numbers in four 128-bit registers: the lane for everything else: SSE, Arm, WebAssembly.</summary>
public readonly struct DoubleLane128 : ILane<DoubleLane128, double>
{
    private readonly Vector128<double> v0;
    private readonly Vector128<double> v1;
    private readonly Vector128<double> v2;
    private readonly Vector128<double> v3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleLane128(Vector128<double> v0, Vector128<double> v1, Vector128<double> v2, Vector128<double> v3)
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
    public static DoubleLane128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Constant(double value) => Broadcast(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator +(DoubleLane128 a, DoubleLane128 b) => new(a.v0 + b.v0, a.v1 + b.v1, a.v2 + b.v2, a.v3 + b.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator -(DoubleLane128 a, DoubleLane128 b) => new(a.v0 - b.v0, a.v1 - b.v1, a.v2 - b.v2, a.v3 - b.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator *(DoubleLane128 a, DoubleLane128 b) => new(a.v0 * b.v0, a.v1 * b.v1, a.v2 * b.v2, a.v3 * b.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator /(DoubleLane128 a, DoubleLane128 b) => new(a.v0 / b.v0, a.v1 / b.v1, a.v2 / b.v2, a.v3 / b.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator -(DoubleLane128 a) => new(-a.v0, -a.v1, -a.v2, -a.v3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 MultiplyAdd(DoubleLane128 a, DoubleLane128 b, DoubleLane128 c) =>
        new(
            Vector128.FusedMultiplyAdd(a.v0, b.v0, c.v0),
            Vector128.FusedMultiplyAdd(a.v1, b.v1, c.v1),
            Vector128.FusedMultiplyAdd(a.v2, b.v2, c.v2),
            Vector128.FusedMultiplyAdd(a.v3, b.v3, c.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 MultiplySubtract(DoubleLane128 a, DoubleLane128 b, DoubleLane128 c) =>
        new(
            Vector128.FusedMultiplyAdd(-a.v0, b.v0, c.v0),
            Vector128.FusedMultiplyAdd(-a.v1, b.v1, c.v1),
            Vector128.FusedMultiplyAdd(-a.v2, b.v2, c.v2),
            Vector128.FusedMultiplyAdd(-a.v3, b.v3, c.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Max(DoubleLane128 a, DoubleLane128 b) =>
        new(
            Vector128.Max(a.v0, b.v0),
            Vector128.Max(a.v1, b.v1),
            Vector128.Max(a.v2, b.v2),
            Vector128.Max(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Min(DoubleLane128 a, DoubleLane128 b) =>
        new(
            Vector128.Min(a.v0, b.v0),
            Vector128.Min(a.v1, b.v1),
            Vector128.Min(a.v2, b.v2),
            Vector128.Min(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Abs(DoubleLane128 a) =>
        new(Vector128.Abs(a.v0), Vector128.Abs(a.v1), Vector128.Abs(a.v2), Vector128.Abs(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Sqrt(DoubleLane128 a) =>
        new(Vector128.Sqrt(a.v0), Vector128.Sqrt(a.v1), Vector128.Sqrt(a.v2), Vector128.Sqrt(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Round(DoubleLane128 a) =>
        new(Vector128.Round(a.v0), Vector128.Round(a.v1), Vector128.Round(a.v2), Vector128.Round(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 GreaterThan(DoubleLane128 a, DoubleLane128 b) =>
        new(
            Vector128.GreaterThan(a.v0, b.v0),
            Vector128.GreaterThan(a.v1, b.v1),
            Vector128.GreaterThan(a.v2, b.v2),
            Vector128.GreaterThan(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 AreEqual(DoubleLane128 a, DoubleLane128 b) =>
        new(
            Vector128.Equals(a.v0, b.v0),
            Vector128.Equals(a.v1, b.v1),
            Vector128.Equals(a.v2, b.v2),
            Vector128.Equals(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Select(DoubleLane128 mask, DoubleLane128 a, DoubleLane128 b) =>
        new(
            Vector128.ConditionalSelect(mask.v0, a.v0, b.v0),
            Vector128.ConditionalSelect(mask.v1, a.v1, b.v1),
            Vector128.ConditionalSelect(mask.v2, a.v2, b.v2),
            Vector128.ConditionalSelect(mask.v3, a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 CopySign(DoubleLane128 a, DoubleLane128 b) =>
        new(
            Vector128.CopySign(a.v0, b.v0),
            Vector128.CopySign(a.v1, b.v1),
            Vector128.CopySign(a.v2, b.v2),
            Vector128.CopySign(a.v3, b.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 ScaleByPowerOfTwo(DoubleLane128 a, DoubleLane128 n) =>
        new(a.v0 * PowerOfTwo(n.v0), a.v1 * PowerOfTwo(n.v1), a.v2 * PowerOfTwo(n.v2), a.v3 * PowerOfTwo(n.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Exponent(DoubleLane128 a) => new(ExponentOf(a.v0), ExponentOf(a.v1), ExponentOf(a.v2), ExponentOf(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Mantissa(DoubleLane128 a) => new(MantissaOf(a.v0), MantissaOf(a.v1), MantissaOf(a.v2), MantissaOf(a.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Load(ref readonly double source, int offset) =>
        new(
            Vector128.LoadUnsafe(in source, (nuint)(uint)offset),
            Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 2),
            Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 4),
            Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 6));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 LoadPartial(ref readonly double source, int offset, int count)
    {
        DoubleLane128 lane = default;
        LaneMemory.Copy(in source, offset, ref Unsafe.As<DoubleLane128, double>(ref lane), 0, count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 LoadStrided(ref readonly double source, int offset, int stride, int count)
    {
        DoubleLane128 lane = default;
        LaneMemory.Gather(in source, offset, stride, ref Unsafe.As<DoubleLane128, double>(ref lane), count);
        return lane;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Broadcast(ref readonly double source, int offset) =>
        Broadcast(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Broadcast(double value)
    {
        Vector128<double> all = Vector128.Create(value);
        return new(all, all, all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLane128 lane, ref double destination, int offset)
    {
        lane.v0.StoreUnsafe(ref destination, (nuint)(uint)offset);
        lane.v1.StoreUnsafe(ref destination, (nuint)(uint)offset + 2);
        lane.v2.StoreUnsafe(ref destination, (nuint)(uint)offset + 4);
        lane.v3.StoreUnsafe(ref destination, (nuint)(uint)offset + 6);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(DoubleLane128 lane, ref double destination, int offset, int count) =>
        LaneMemory.Copy(in Unsafe.As<DoubleLane128, double>(ref lane), 0, ref destination, offset, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(DoubleLane128 lane, ref double destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<DoubleLane128, double>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLane128 lane) => LaneReduction.Sum((lane.v0 + lane.v2) + (lane.v1 + lane.v3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(DoubleLane128 lane) =>
        LaneReduction.Maximum(Vector128.Max(Vector128.Max(lane.v0, lane.v2), Vector128.Max(lane.v1, lane.v3)));

    // Adding 1.5·2⁵² leaves the whole number n + bias in the low bits, from where it is shifted into the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> PowerOfTwo(Vector128<double> n) =>
        ((n + Vector128.Create(6_755_399_441_055_744d + 1023d)).AsUInt64() << 52).AsDouble();

    // The exponent bits, laid under the exponent of 2⁵², read as 2⁵² + bias + e.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ExponentOf(Vector128<double> a) =>
        ((a.AsUInt64() >>> 52) | Vector128.Create(0x4330_0000_0000_0000ul)).AsDouble() - Vector128.Create(4_503_599_627_370_496d + 1023d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> MantissaOf(Vector128<double> a) =>
        ((a.AsUInt64() & Vector128.Create(0x000F_FFFF_FFFF_FFFFul)) | Vector128.Create(0x3FF0_0000_0000_0000ul)).AsDouble();
}
