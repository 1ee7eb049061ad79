using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <content>Between registers and memory, and its places by themselves.</content>
public partial struct DoubleLane512
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Load(ref readonly double source, int offset)
    {
        DoubleLane512 r;
        r.v = Vector512.LoadUnsafe(in source, (nuint)(uint)offset);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref DoubleLane512 sum, DoubleLane512 a, ref readonly double source, int offset)
    {
        sum.v = Vector512.FusedMultiplyAdd(a.v, Vector512.LoadUnsafe(in source, (nuint)(uint)offset), sum.v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref DoubleLane512 sum, DoubleLane512 a, ref readonly double source, int offset) =>
        sum.v = Vector512.FusedMultiplyAdd(a.v, Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset)), sum.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 LoadPartial(ref readonly double source, int offset, int count)
    {
        DoubleLane512 r;
        r.v = Vector512.Create(
            Vector256.Create(LaneMemory.Load(in source, offset, count), LaneMemory.Load(in source, offset + 2, count - 2)),
            Vector256.Create(LaneMemory.Load(in source, offset + 4, count - 4), LaneMemory.Load(in source, offset + 6, count - 6)));
        return r;
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
    public static DoubleLane512 Broadcast(ref readonly double source, int offset)
    {
        DoubleLane512 r;
        r.v = Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)offset));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Broadcast(double value)
    {
        DoubleLane512 r;
        r.v = Vector512.Create(value);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 KeepFirst(DoubleLane512 lane, int count)
    {
        DoubleLane512 r;
        r.v = lane.v & Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsDouble();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Repeat(DoubleLane512 lane, int times, int part)
    {
        DoubleLane512 r;
        r.v = Vector512.Shuffle(lane.v, Vector512.Create(
            8 * part / times, ((8 * part) + 1) / times, ((8 * part) + 2) / times, ((8 * part) + 3) / times,
            ((8 * part) + 4) / times, ((8 * part) + 5) / times, ((8 * part) + 6) / times, ((8 * part) + 7) / times));
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRepeated(ref DoubleLane512 sum, DoubleLane512 lane, int times, int part, ref readonly double source, int offset)
    {
        sum.v = Vector512.FusedMultiplyAdd(Vector512.Shuffle(lane.v, Vector512.Create(
            8 * part / times, ((8 * part) + 1) / times, ((8 * part) + 2) / times, ((8 * part) + 3) / times,
            ((8 * part) + 4) / times, ((8 * part) + 5) / times, ((8 * part) + 6) / times, ((8 * part) + 7) / times)),
            Vector512.LoadUnsafe(in source, (nuint)(uint)offset), sum.v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Quarter(DoubleLane512 lane, int index) =>
        index == 0 ? lane.v.GetLower().GetLower() : index == 1 ? lane.v.GetLower().GetUpper() : index == 2 ? lane.v.GetUpper().GetLower() : lane.v.GetUpper().GetUpper();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Even(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        if (!Avx512F.IsSupported)
        {
            Vector512<double> first = Vector512.Create(-1L, 0, -1L, 0, -1L, 0, -1L, 0).AsDouble();
            Vector512<long> places = Vector512.Create(0L, 0, 2, 2, 4, 4, 6, 6);
            r.v = Vector512.ConditionalSelect(first, Vector512.Shuffle(a.v, places), Vector512.Shuffle(b.v, places));
            return r;
        }

        r.v = Avx512F.UnpackLow(a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Odd(DoubleLane512 a, DoubleLane512 b)
    {
        DoubleLane512 r;
        if (!Avx512F.IsSupported)
        {
            Vector512<double> first = Vector512.Create(-1L, 0, -1L, 0, -1L, 0, -1L, 0).AsDouble();
            Vector512<long> places = Vector512.Create(1L, 1, 3, 3, 5, 5, 7, 7);
            r.v = Vector512.ConditionalSelect(first, Vector512.Shuffle(a.v, places), Vector512.Shuffle(b.v, places));
            return r;
        }

        r.v = Avx512F.UnpackHigh(a.v, b.v);
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 LoadHalf(ref readonly double source, int offset)
    {
        DoubleLane512 r;
        r.v = Vector256.LoadUnsafe(in source, (nuint)(uint)offset).ToVector512Unsafe();
        return r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLane512 lane, ref double destination, int offset)
    {
        lane.v.StoreUnsafe(ref destination, (nuint)(uint)offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalf(DoubleLane512 lane, ref double destination, int offset)
    {
        lane.v.GetLower().StoreUnsafe(ref destination, (nuint)(uint)offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUpperHalf(DoubleLane512 lane, ref double destination, int offset)
    {
        lane.v.GetUpper().StoreUnsafe(ref destination, (nuint)(uint)offset + 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(DoubleLane512 lane, ref double destination, int offset, int count)
    {
        LaneMemory.Store(lane.v.GetLower().GetLower(), ref destination, offset, count);
        LaneMemory.Store(lane.v.GetLower().GetUpper(), ref destination, offset + 2, count - 2);
        LaneMemory.Store(lane.v.GetUpper().GetLower(), ref destination, offset + 4, count - 4);
        LaneMemory.Store(lane.v.GetUpper().GetUpper(), ref destination, offset + 6, count - 6);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(DoubleLane512 lane, ref double destination, int offset, int stride, int count) =>
        LaneMemory.Scatter(in Unsafe.As<DoubleLane512, double>(ref lane), ref destination, offset, stride, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLane512 lane)
    {
        Vector256<double> half = lane.v.GetLower() + lane.v.GetUpper();
        Vector128<double> quarter = half.GetLower() + half.GetUpper();
        return (quarter + Vector128.Shuffle(quarter, Vector128.Create(1, 0))).ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(DoubleLane512 lane)
    {
        Vector256<double> half = Vector256.MaxNative(lane.v.GetLower(), lane.v.GetUpper());
        Vector128<double> quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        return Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0))).ToScalar();
    }
}
