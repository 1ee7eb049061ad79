using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <content>Between registers and memory, and its places by themselves.</content>
public partial struct FloatLane512
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Load(ref readonly float source, int offset)
    {
        FloatLane512 r;
        r.v = Vector512.LoadUnsafe(in source, (nuint)(uint)offset);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref FloatLane512 sum, FloatLane512 a, ref readonly float source, int offset)
    {
        sum.v = Vector512.FusedMultiplyAdd(a.v, Vector512.LoadUnsafe(in source, (nuint)(uint)offset), sum.v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref FloatLane512 sum, FloatLane512 a, ref readonly float source, int offset) =>
        sum.v = Vector512.FusedMultiplyAdd(a.v, Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset)), sum.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 LoadPartial(ref readonly float source, int offset, int count)
    {
        FloatLane512 r;
        r.v = Vector512.Create(
            Vector256.Create(LaneMemory.Load(in source, offset, count), LaneMemory.Load(in source, offset + 4, count - 4)),
            Vector256.Create(LaneMemory.Load(in source, offset + 8, count - 8), LaneMemory.Load(in source, offset + 12, count - 12)));
        return r;
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
    public static FloatLane512 Broadcast(ref readonly float source, int offset)
    {
        FloatLane512 r;
        r.v = Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Broadcast(float value)
    {
        FloatLane512 r;
        r.v = Vector512.Create(value);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 KeepFirst(FloatLane512 lane, int count)
    {
        FloatLane512 r;
        r.v = lane.v & Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Repeat(FloatLane512 lane, int times, int part)
    {
        FloatLane512 r;
        r.v = Vector512.Shuffle(lane.v, Vector512.Create(
            16 * part / times, ((16 * part) + 1) / times, ((16 * part) + 2) / times, ((16 * part) + 3) / times,
            ((16 * part) + 4) / times, ((16 * part) + 5) / times, ((16 * part) + 6) / times, ((16 * part) + 7) / times,
            ((16 * part) + 8) / times, ((16 * part) + 9) / times, ((16 * part) + 10) / times, ((16 * part) + 11) / times,
            ((16 * part) + 12) / times, ((16 * part) + 13) / times, ((16 * part) + 14) / times, ((16 * part) + 15) / times));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRepeated(ref FloatLane512 sum, FloatLane512 lane, int times, int part, ref readonly float source, int offset)
    {
        sum.v = Vector512.FusedMultiplyAdd(Vector512.Shuffle(lane.v, Vector512.Create(
            16 * part / times, ((16 * part) + 1) / times, ((16 * part) + 2) / times, ((16 * part) + 3) / times,
            ((16 * part) + 4) / times, ((16 * part) + 5) / times, ((16 * part) + 6) / times, ((16 * part) + 7) / times,
            ((16 * part) + 8) / times, ((16 * part) + 9) / times, ((16 * part) + 10) / times, ((16 * part) + 11) / times,
            ((16 * part) + 12) / times, ((16 * part) + 13) / times, ((16 * part) + 14) / times, ((16 * part) + 15) / times)),
            Vector512.LoadUnsafe(in source, (nuint)(uint)offset), sum.v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Quarter(FloatLane512 lane, int index) =>
        index == 0 ? lane.v.GetLower().GetLower() : index == 1 ? lane.v.GetLower().GetUpper() : index == 2 ? lane.v.GetUpper().GetLower() : lane.v.GetUpper().GetUpper();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Even(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        if (!Avx512F.IsSupported)
        {
            Vector512<float> first = Vector512.Create(-1, -1, 0, 0, -1, -1, 0, 0, -1, -1, 0, 0, -1, -1, 0, 0).AsSingle();
            Vector512<int> places = Vector512.Create(0, 2, 0, 2, 4, 6, 4, 6, 8, 10, 8, 10, 12, 14, 12, 14);
            r.v = Vector512.ConditionalSelect(first, Vector512.Shuffle(a.v, places), Vector512.Shuffle(b.v, places));
            return r;
        }

        r.v = Avx512F.Shuffle(a.v, b.v, 0b10_00_10_00);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 Odd(FloatLane512 a, FloatLane512 b)
    {
        FloatLane512 r;
        if (!Avx512F.IsSupported)
        {
            Vector512<float> first = Vector512.Create(-1, -1, 0, 0, -1, -1, 0, 0, -1, -1, 0, 0, -1, -1, 0, 0).AsSingle();
            Vector512<int> places = Vector512.Create(1, 3, 1, 3, 5, 7, 5, 7, 9, 11, 9, 11, 13, 15, 13, 15);
            r.v = Vector512.ConditionalSelect(first, Vector512.Shuffle(a.v, places), Vector512.Shuffle(b.v, places));
            return r;
        }

        r.v = Avx512F.Shuffle(a.v, b.v, 0b11_01_11_01);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane512 LoadHalf(ref readonly float source, int offset)
    {
        FloatLane512 r;
        r.v = Vector256.LoadUnsafe(in source, (nuint)(uint)offset).ToVector512Unsafe();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLane512 lane, ref float destination, int offset)
    {
        lane.v.StoreUnsafe(ref destination, (nuint)(uint)offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalf(FloatLane512 lane, ref float destination, int offset)
    {
        lane.v.GetLower().StoreUnsafe(ref destination, (nuint)(uint)offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUpperHalf(FloatLane512 lane, ref float destination, int offset)
    {
        lane.v.GetUpper().StoreUnsafe(ref destination, (nuint)(uint)offset + 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(FloatLane512 lane, ref float destination, int offset, int count)
    {
        Vector256<float> half = lane.v.GetLower();
        if (count >= 8)
        {
            half.StoreUnsafe(ref destination, (nuint)(uint)offset);
            half = lane.v.GetUpper();
            offset += 8;
            count -= 8;
        }

        LaneMemory.Store(half, ref destination, offset, count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(FloatLane512 lane, ref float destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<FloatLane512, float>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(FloatLane512 lane)
    {
        Vector256<float> half = lane.v.GetLower() + lane.v.GetUpper();
        Vector128<float> quarter = half.GetLower() + half.GetUpper();
        Vector128<float> pair = quarter + Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        return (pair + Vector128.Shuffle(pair, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(FloatLane512 lane)
    {
        Vector256<float> half = Vector256.MaxNative(lane.v.GetLower(), lane.v.GetUpper());
        Vector128<float> quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        Vector128<float> pair = Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(pair, Vector128.Shuffle(pair, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
