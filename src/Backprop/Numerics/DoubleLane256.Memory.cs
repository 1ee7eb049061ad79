using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <content>Between registers and memory, and its places by themselves.</content>
public partial struct DoubleLane256
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Load(ref readonly double source, int offset)
    {
        DoubleLane256 r;
        r.v0 = Vector256.LoadUnsafe(in source, (nuint)(uint)offset);
        r.v1 = Vector256.LoadUnsafe(in source, (nuint)(uint)offset + 4);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref DoubleLane256 sum, DoubleLane256 a, ref readonly double source, int offset)
    {
        sum.v0 = Vector256.FusedMultiplyAdd(a.v0, Vector256.LoadUnsafe(in source, (nuint)(uint)offset), sum.v0);
        sum.v1 = Vector256.FusedMultiplyAdd(a.v1, Vector256.LoadUnsafe(in source, (nuint)(uint)offset + 4), sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref DoubleLane256 sum, DoubleLane256 a, ref readonly double source, int offset)
    {
        Vector256<double> all = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));
        sum.v0 = Vector256.FusedMultiplyAdd(a.v0, all, sum.v0);
        sum.v1 = Vector256.FusedMultiplyAdd(a.v1, all, sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 LoadPartial(ref readonly double source, int offset, int count)
    {
        DoubleLane256 r;
        r.v0 = Vector256.Create(LaneMemory.Load(in source, offset, count), LaneMemory.Load(in source, offset + 2, count - 2));
        r.v1 = Vector256.Create(LaneMemory.Load(in source, offset + 4, count - 4), LaneMemory.Load(in source, offset + 6, count - 6));
        return r;
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
    public static DoubleLane256 Broadcast(ref readonly double source, int offset)
    {
        Vector256<double> all = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));
        DoubleLane256 r;
        r.v0 = all;
        r.v1 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Broadcast(double value)
    {
        Vector256<double> all = Vector256.Create(value);
        DoubleLane256 r;
        r.v0 = all;
        r.v1 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 KeepFirst(DoubleLane256 lane, int count)
    {
        DoubleLane256 r;
        r.v0 = lane.v0 & Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).AsDouble();
        r.v1 = lane.v1 & Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)(count - 4))).AsDouble();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Repeat(DoubleLane256 lane, int times, int part)
    {
        // Chosen beforehand: a condition within an assignment to a field would put the lane into memory.
        Vector256<double> first = 8 * part / times < 4 ? lane.v0 : lane.v1, second = ((8 * part) + 4) / times < 4 ? lane.v0 : lane.v1;
        DoubleLane256 r;
        r.v0 = Vector256.Shuffle(first, Vector256.Create(
            8 * part / times % 4, ((8 * part) + 1) / times % 4, ((8 * part) + 2) / times % 4, ((8 * part) + 3) / times % 4));
        r.v1 = Vector256.Shuffle(second, Vector256.Create(
            ((8 * part) + 4) / times % 4, ((8 * part) + 5) / times % 4, ((8 * part) + 6) / times % 4, ((8 * part) + 7) / times % 4));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRepeated(ref DoubleLane256 sum, DoubleLane256 lane, int times, int part, ref readonly double source, int offset)
    {
        Vector256<double> first = 8 * part / times < 4 ? lane.v0 : lane.v1, second = ((8 * part) + 4) / times < 4 ? lane.v0 : lane.v1;
        sum.v0 = Vector256.FusedMultiplyAdd(Vector256.Shuffle(first, Vector256.Create(
            8 * part / times % 4, ((8 * part) + 1) / times % 4, ((8 * part) + 2) / times % 4, ((8 * part) + 3) / times % 4)),
            Vector256.LoadUnsafe(in source, (nuint)(uint)offset), sum.v0);
        sum.v1 = Vector256.FusedMultiplyAdd(Vector256.Shuffle(second, Vector256.Create(
            ((8 * part) + 4) / times % 4, ((8 * part) + 5) / times % 4, ((8 * part) + 6) / times % 4, ((8 * part) + 7) / times % 4)),
            Vector256.LoadUnsafe(in source, (nuint)(uint)offset + 4), sum.v1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Quarter(DoubleLane256 lane, int index) =>
        index == 0 ? lane.v0.GetLower() : index == 1 ? lane.v0.GetUpper() : index == 2 ? lane.v1.GetLower() : lane.v1.GetUpper();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Even(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        if (!Avx.IsSupported)
        {
            Vector256<double> first = Vector256.Create(-1L, 0, -1L, 0).AsDouble();
            Vector256<long> places = Vector256.Create(0L, 0, 2, 2);
            r.v0 = Vector256.ConditionalSelect(first, Vector256.Shuffle(a.v0, places), Vector256.Shuffle(b.v0, places));
            r.v1 = Vector256.ConditionalSelect(first, Vector256.Shuffle(a.v1, places), Vector256.Shuffle(b.v1, places));
            return r;
        }

        r.v0 = Avx.UnpackLow(a.v0, b.v0);
        r.v1 = Avx.UnpackLow(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Odd(DoubleLane256 a, DoubleLane256 b)
    {
        DoubleLane256 r;
        if (!Avx.IsSupported)
        {
            Vector256<double> first = Vector256.Create(-1L, 0, -1L, 0).AsDouble();
            Vector256<long> places = Vector256.Create(1L, 1, 3, 3);
            r.v0 = Vector256.ConditionalSelect(first, Vector256.Shuffle(a.v0, places), Vector256.Shuffle(b.v0, places));
            r.v1 = Vector256.ConditionalSelect(first, Vector256.Shuffle(a.v1, places), Vector256.Shuffle(b.v1, places));
            return r;
        }

        r.v0 = Avx.UnpackHigh(a.v0, b.v0);
        r.v1 = Avx.UnpackHigh(a.v1, b.v1);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 LoadHalf(ref readonly double source, int offset)
    {
        DoubleLane256 r;
        r.v0 = Vector256.LoadUnsafe(in source, (nuint)(uint)offset);
        r.v1 = r.v0;
        return r;
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
    public static void StoreHalf(DoubleLane256 lane, ref double destination, int offset)
    {
        lane.v0.StoreUnsafe(ref destination, (nuint)(uint)offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUpperHalf(DoubleLane256 lane, ref double destination, int offset)
    {
        lane.v1.StoreUnsafe(ref destination, (nuint)(uint)offset + 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(DoubleLane256 lane, ref double destination, int offset, int count)
    {
        LaneMemory.Store(lane.v0.GetLower(), ref destination, offset, count);
        LaneMemory.Store(lane.v0.GetUpper(), ref destination, offset + 2, count - 2);
        LaneMemory.Store(lane.v1.GetLower(), ref destination, offset + 4, count - 4);
        LaneMemory.Store(lane.v1.GetUpper(), ref destination, offset + 6, count - 6);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(DoubleLane256 lane, ref double destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<DoubleLane256, double>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLane256 lane)
    {
        Vector256<double> half = lane.v0 + lane.v1;
        Vector128<double> quarter = half.GetLower() + half.GetUpper();
        return (quarter + Vector128.Shuffle(quarter, Vector128.Create(1, 0))).ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(DoubleLane256 lane)
    {
        Vector256<double> half = Vector256.MaxNative(lane.v0, lane.v1);
        Vector128<double> quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        return Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0))).ToScalar();
    }
}
