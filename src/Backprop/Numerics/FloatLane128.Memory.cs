using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <content>Between registers and memory, and its places by themselves.</content>
public partial struct FloatLane128
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Load(ref readonly float source, int offset)
    {
        FloatLane128 r;
        r.v0 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset);
        r.v1 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 4);
        r.v2 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 8);
        r.v3 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 12);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref FloatLane128 sum, FloatLane128 a, ref readonly float source, int offset)
    {
        sum.v0 = Vector128.MultiplyAddEstimate(a.v0, Vector128.LoadUnsafe(in source, (nuint)(uint)offset), sum.v0);
        sum.v1 = Vector128.MultiplyAddEstimate(a.v1, Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 4), sum.v1);
        sum.v2 = Vector128.MultiplyAddEstimate(a.v2, Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 8), sum.v2);
        sum.v3 = Vector128.MultiplyAddEstimate(a.v3, Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 12), sum.v3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref FloatLane128 sum, FloatLane128 a, ref readonly float source, int offset) => AddProduct(ref sum, a, Broadcast(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 LoadPartial(ref readonly float source, int offset, int count)
    {
        FloatLane128 r;
        r.v0 = LaneMemory.Load(in source, offset, count);
        r.v1 = LaneMemory.Load(in source, offset + 4, count - 4);
        r.v2 = LaneMemory.Load(in source, offset + 8, count - 8);
        r.v3 = LaneMemory.Load(in source, offset + 12, count - 12);
        return r;
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
    public static FloatLane128 Broadcast(ref readonly float source, int offset)
    {
        Vector128<float> all = Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));
        FloatLane128 r;
        r.v0 = all;
        r.v1 = all;
        r.v2 = all;
        r.v3 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Broadcast(float value)
    {
        Vector128<float> all = Vector128.Create(value);
        FloatLane128 r;
        r.v0 = all;
        r.v1 = all;
        r.v2 = all;
        r.v3 = all;
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 KeepFirst(FloatLane128 lane, int count)
    {
        FloatLane128 r;
        r.v0 = lane.v0 & Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();
        r.v1 = lane.v1 & Vector128.LessThan(Vector128<int>.Indices, Vector128.Create((count - 4))).AsSingle();
        r.v2 = lane.v2 & Vector128.LessThan(Vector128<int>.Indices, Vector128.Create((count - 8))).AsSingle();
        r.v3 = lane.v3 & Vector128.LessThan(Vector128<int>.Indices, Vector128.Create((count - 12))).AsSingle();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Repeat(FloatLane128 lane, int times, int part)
    {
        FloatLane128 r;
        r.v0 = Vector128.Shuffle(16 * part / times < 4 ? lane.v0 : 16 * part / times < 8 ? lane.v1 : 16 * part / times < 12 ? lane.v2 : lane.v3, Vector128.Create(
            16 * part / times % 4, ((16 * part) + 1) / times % 4, ((16 * part) + 2) / times % 4, ((16 * part) + 3) / times % 4));
        r.v1 = Vector128.Shuffle(((16 * part) + 4) / times < 4 ? lane.v0 : ((16 * part) + 4) / times < 8 ? lane.v1 : ((16 * part) + 4) / times < 12 ? lane.v2 : lane.v3, Vector128.Create(
            ((16 * part) + 4) / times % 4, ((16 * part) + 5) / times % 4, ((16 * part) + 6) / times % 4, ((16 * part) + 7) / times % 4));
        r.v2 = Vector128.Shuffle(((16 * part) + 8) / times < 4 ? lane.v0 : ((16 * part) + 8) / times < 8 ? lane.v1 : ((16 * part) + 8) / times < 12 ? lane.v2 : lane.v3, Vector128.Create(
            ((16 * part) + 8) / times % 4, ((16 * part) + 9) / times % 4, ((16 * part) + 10) / times % 4, ((16 * part) + 11) / times % 4));
        r.v3 = Vector128.Shuffle(((16 * part) + 12) / times < 4 ? lane.v0 : ((16 * part) + 12) / times < 8 ? lane.v1 : ((16 * part) + 12) / times < 12 ? lane.v2 : lane.v3, Vector128.Create(
            ((16 * part) + 12) / times % 4, ((16 * part) + 13) / times % 4, ((16 * part) + 14) / times % 4, ((16 * part) + 15) / times % 4));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRepeated(ref FloatLane128 sum, FloatLane128 lane, int times, int part, ref readonly float source, int offset) =>
        AddProduct(ref sum, Repeat(lane, times, part), in source, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Quarter(FloatLane128 lane, int index) =>
        index == 0 ? lane.v0 : index == 1 ? lane.v1 : index == 2 ? lane.v2 : lane.v3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Even(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        if (!Sse.IsSupported)
        {
            Vector128<float> first = Vector128.Create(-1, -1, 0, 0).AsSingle();
            Vector128<int> places = Vector128.Create(0, 2, 0, 2);
            r.v0 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v0, places), Vector128.Shuffle(b.v0, places));
            r.v1 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v1, places), Vector128.Shuffle(b.v1, places));
            r.v2 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v2, places), Vector128.Shuffle(b.v2, places));
            r.v3 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v3, places), Vector128.Shuffle(b.v3, places));
            return r;
        }

        r.v0 = Sse.Shuffle(a.v0, b.v0, 0b10_00_10_00);
        r.v1 = Sse.Shuffle(a.v1, b.v1, 0b10_00_10_00);
        r.v2 = Sse.Shuffle(a.v2, b.v2, 0b10_00_10_00);
        r.v3 = Sse.Shuffle(a.v3, b.v3, 0b10_00_10_00);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 Odd(FloatLane128 a, FloatLane128 b)
    {
        FloatLane128 r;
        if (!Sse.IsSupported)
        {
            Vector128<float> first = Vector128.Create(-1, -1, 0, 0).AsSingle();
            Vector128<int> places = Vector128.Create(1, 3, 1, 3);
            r.v0 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v0, places), Vector128.Shuffle(b.v0, places));
            r.v1 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v1, places), Vector128.Shuffle(b.v1, places));
            r.v2 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v2, places), Vector128.Shuffle(b.v2, places));
            r.v3 = Vector128.ConditionalSelect(first, Vector128.Shuffle(a.v3, places), Vector128.Shuffle(b.v3, places));
            return r;
        }

        r.v0 = Sse.Shuffle(a.v0, b.v0, 0b11_01_11_01);
        r.v1 = Sse.Shuffle(a.v1, b.v1, 0b11_01_11_01);
        r.v2 = Sse.Shuffle(a.v2, b.v2, 0b11_01_11_01);
        r.v3 = Sse.Shuffle(a.v3, b.v3, 0b11_01_11_01);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane128 LoadHalf(ref readonly float source, int offset)
    {
        FloatLane128 r;
        r.v0 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset);
        r.v1 = Vector128.LoadUnsafe(in source, (nuint)(uint)offset + 4);
        r.v2 = r.v0;
        r.v3 = r.v1;
        return r;
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
    public static void StoreHalf(FloatLane128 lane, ref float destination, int offset)
    {
        lane.v0.StoreUnsafe(ref destination, (nuint)(uint)offset);
        lane.v1.StoreUnsafe(ref destination, (nuint)(uint)offset + 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUpperHalf(FloatLane128 lane, ref float destination, int offset)
    {
        lane.v2.StoreUnsafe(ref destination, (nuint)(uint)offset + 8);
        lane.v3.StoreUnsafe(ref destination, (nuint)(uint)offset + 12);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(FloatLane128 lane, ref float destination, int offset, int count)
    {
        LaneMemory.Store(lane.v0, ref destination, offset, count);
        LaneMemory.Store(lane.v1, ref destination, offset + 4, count - 4);
        LaneMemory.Store(lane.v2, ref destination, offset + 8, count - 8);
        LaneMemory.Store(lane.v3, ref destination, offset + 12, count - 12);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(FloatLane128 lane, ref float destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<FloatLane128, float>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(FloatLane128 lane)
    {
        Vector128<float> quarter = (lane.v0 + lane.v2) + (lane.v1 + lane.v3);
        Vector128<float> pair = quarter + Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        return (pair + Vector128.Shuffle(pair, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(FloatLane128 lane)
    {
        Vector128<float> quarter = Vector128.MaxNative(Vector128.MaxNative(lane.v0, lane.v2), Vector128.MaxNative(lane.v1, lane.v3));
        Vector128<float> pair = Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(pair, Vector128.Shuffle(pair, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
