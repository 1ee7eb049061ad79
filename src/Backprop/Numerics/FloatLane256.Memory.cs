using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <content>Between registers and memory, and its places by themselves.</content>
public partial struct FloatLane256
{
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
    public static FloatLane256 Even(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        if (!Avx.IsSupported)
        {
            Vector256<float> first = Vector256.Create(-1, -1, 0, 0, -1, -1, 0, 0).AsSingle();
            Vector256<int> places = Vector256.Create(0, 2, 0, 2, 4, 6, 4, 6);
            r.v0 = Vector256.ConditionalSelect(first, Vector256.Shuffle(a.v0, places), Vector256.Shuffle(b.v0, places));
            r.v1 = Vector256.ConditionalSelect(first, Vector256.Shuffle(a.v1, places), Vector256.Shuffle(b.v1, places));
            return r;
        }

        r.v0 = Avx.Shuffle(a.v0, b.v0, 0b10_00_10_00);
        r.v1 = Avx.Shuffle(a.v1, b.v1, 0b10_00_10_00);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane256 Odd(FloatLane256 a, FloatLane256 b)
    {
        FloatLane256 r;
        if (!Avx.IsSupported)
        {
            Vector256<float> first = Vector256.Create(-1, -1, 0, 0, -1, -1, 0, 0).AsSingle();
            Vector256<int> places = Vector256.Create(1, 3, 1, 3, 5, 7, 5, 7);
            r.v0 = Vector256.ConditionalSelect(first, Vector256.Shuffle(a.v0, places), Vector256.Shuffle(b.v0, places));
            r.v1 = Vector256.ConditionalSelect(first, Vector256.Shuffle(a.v1, places), Vector256.Shuffle(b.v1, places));
            return r;
        }

        r.v0 = Avx.Shuffle(a.v0, b.v0, 0b11_01_11_01);
        r.v1 = Avx.Shuffle(a.v1, b.v1, 0b11_01_11_01);
        return r;
    }

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
    public static void StoreHalf(FloatLane256 lane, ref float destination, int offset)
    {
        lane.v0.StoreUnsafe(ref destination, (nuint)(uint)offset);
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
