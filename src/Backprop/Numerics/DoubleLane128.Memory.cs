using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <content>Between registers and memory, and its places by themselves.</content>
public partial struct DoubleLane128
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Load(ref readonly double source, int offset)
    {
        DoubleLane128 r;
        r.v0 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset);
        r.v1 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 2);
        r.v2 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 4);
        r.v3 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 6);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref DoubleLane128 sum, DoubleLane128 a, ref readonly double source, int offset)
    {
        sum.v0 = Vector128.MultiplyAddEstimate(a.v0, Vector128.LoadUnsafe(in source, (nuint)(uint)offset), sum.v0);
        sum.v1 = Vector128.MultiplyAddEstimate(a.v1, Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 2), sum.v1);
        sum.v2 = Vector128.MultiplyAddEstimate(a.v2, Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 4), sum.v2);
        sum.v3 = Vector128.MultiplyAddEstimate(a.v3, Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 6), sum.v3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref DoubleLane128 sum, DoubleLane128 a, ref readonly double source, int offset) => AddProduct(ref sum, a, Broadcast(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 LoadPartial(ref readonly double source, int offset, int count)
    {
        DoubleLane128 r;
        r.v0 = LaneMemory.Load(in source, offset, count);
        r.v1 = LaneMemory.Load(in source, offset + 2, count - 2);
        r.v2 = LaneMemory.Load(in source, offset + 4, count - 4);
        r.v3 = LaneMemory.Load(in source, offset + 6, count - 6);
        return r;
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
    public static DoubleLane128 Broadcast(ref readonly double source, int offset)
    {
        Vector128<double> all = Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));
        DoubleLane128 r;
        r.v0 = all;
        r.v1 = all;
        r.v2 = all;
        r.v3 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Broadcast(double value)
    {
        Vector128<double> all = Vector128.Create(value);
        DoubleLane128 r;
        r.v0 = all;
        r.v1 = all;
        r.v2 = all;
        r.v3 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 KeepFirst(DoubleLane128 lane, int count)
    {
        DoubleLane128 r;
        r.v0 = lane.v0 & Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)count)).AsDouble();
        r.v1 = lane.v1 & Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)(count - 2))).AsDouble();
        r.v2 = lane.v2 & Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)(count - 4))).AsDouble();
        r.v3 = lane.v3 & Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)(count - 6))).AsDouble();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Repeat(DoubleLane128 lane, int times, int part)
    {
        DoubleLane128 r;
        r.v0 = Vector128.Shuffle(8 * part / times < 2 ? lane.v0 : 8 * part / times < 4 ? lane.v1 : 8 * part / times < 6 ? lane.v2 : lane.v3, Vector128.Create(
            8 * part / times % 2, ((8 * part) + 1) / times % 2));
        r.v1 = Vector128.Shuffle(((8 * part) + 2) / times < 2 ? lane.v0 : ((8 * part) + 2) / times < 4 ? lane.v1 : ((8 * part) + 2) / times < 6 ? lane.v2 : lane.v3, Vector128.Create(
            ((8 * part) + 2) / times % 2, ((8 * part) + 3) / times % 2));
        r.v2 = Vector128.Shuffle(((8 * part) + 4) / times < 2 ? lane.v0 : ((8 * part) + 4) / times < 4 ? lane.v1 : ((8 * part) + 4) / times < 6 ? lane.v2 : lane.v3, Vector128.Create(
            ((8 * part) + 4) / times % 2, ((8 * part) + 5) / times % 2));
        r.v3 = Vector128.Shuffle(((8 * part) + 6) / times < 2 ? lane.v0 : ((8 * part) + 6) / times < 4 ? lane.v1 : ((8 * part) + 6) / times < 6 ? lane.v2 : lane.v3, Vector128.Create(
            ((8 * part) + 6) / times % 2, ((8 * part) + 7) / times % 2));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRepeated(ref DoubleLane128 sum, DoubleLane128 lane, int times, int part, ref readonly double source, int offset) =>
        AddProduct(ref sum, Repeat(lane, times, part), in source, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Quarter(DoubleLane128 lane, int index) =>
        index == 0 ? lane.v0 : index == 1 ? lane.v1 : index == 2 ? lane.v2 : lane.v3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Even(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        if (!Sse2.IsSupported)
        {
            Vector128<double> first = Vector128.Create(-1L, 0).AsDouble();
            Vector128<long> places = Vector128.Create(0L, 0);
            r.v0 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v0, places), Vector128.Shuffle(b.v0, places));
            r.v1 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v1, places), Vector128.Shuffle(b.v1, places));
            r.v2 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v2, places), Vector128.Shuffle(b.v2, places));
            r.v3 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v3, places), Vector128.Shuffle(b.v3, places));
            return r;
        }

        r.v0 = Sse2.UnpackLow(a.v0, b.v0);
        r.v1 = Sse2.UnpackLow(a.v1, b.v1);
        r.v2 = Sse2.UnpackLow(a.v2, b.v2);
        r.v3 = Sse2.UnpackLow(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Odd(DoubleLane128 a, DoubleLane128 b)
    {
        DoubleLane128 r;
        if (!Sse2.IsSupported)
        {
            Vector128<double> first = Vector128.Create(-1L, 0).AsDouble();
            Vector128<long> places = Vector128.Create(1L, 1);
            r.v0 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v0, places), Vector128.Shuffle(b.v0, places));
            r.v1 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v1, places), Vector128.Shuffle(b.v1, places));
            r.v2 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v2, places), Vector128.Shuffle(b.v2, places));
            r.v3 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v3, places), Vector128.Shuffle(b.v3, places));
            return r;
        }

        r.v0 = Sse2.UnpackHigh(a.v0, b.v0);
        r.v1 = Sse2.UnpackHigh(a.v1, b.v1);
        r.v2 = Sse2.UnpackHigh(a.v2, b.v2);
        r.v3 = Sse2.UnpackHigh(a.v3, b.v3);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 LoadHalf(ref readonly double source, int offset)
    {
        DoubleLane128 r;
        r.v0 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset);
        r.v1 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 2);
        r.v2 = r.v0;
        r.v3 = r.v1;
        return r;
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
    public static void StoreHalf(DoubleLane128 lane, ref double destination, int offset)
    {
        lane.v0.StoreUnsafe(ref destination, (nuint)(uint)offset);
        lane.v1.StoreUnsafe(ref destination, (nuint)(uint)offset + 2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUpperHalf(DoubleLane128 lane, ref double destination, int offset)
    {
        lane.v2.StoreUnsafe(ref destination, (nuint)(uint)offset + 4);
        lane.v3.StoreUnsafe(ref destination, (nuint)(uint)offset + 6);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(DoubleLane128 lane, ref double destination, int offset, int count)
    {
        LaneMemory.Store(lane.v0, ref destination, offset, count);
        LaneMemory.Store(lane.v1, ref destination, offset + 2, count - 2);
        LaneMemory.Store(lane.v2, ref destination, offset + 4, count - 4);
        LaneMemory.Store(lane.v3, ref destination, offset + 6, count - 6);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(DoubleLane128 lane, ref double destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<DoubleLane128, double>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLane128 lane)
    {
        Vector128<double> quarter = (lane.v0 + lane.v2) + (lane.v1 + lane.v3);
        return (quarter + Vector128.Shuffle(quarter, Vector128.Create(1, 0))).ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(DoubleLane128 lane)
    {
        Vector128<double> quarter = Vector128.MaxNative(Vector128.MaxNative(lane.v0, lane.v2), Vector128.MaxNative(lane.v1, lane.v3));
        return Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0))).ToScalar();
    }
}
