using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Writes lanes that hold neighbouring positions, one lane for each channel, the way images lie: position after position, its channels side by side.
/// Exactly the named numbers are written. All of it is inlined.</summary>
public static class ChannelsLast
{
    /// <summary>Writes four channels of 16 positions.</summary>
    /// <param name="a">The first channel's numbers; the other channels follow.</param>
    /// <param name="b">The second's.</param>
    /// <param name="c">The third's.</param>
    /// <param name="d">The fourth's.</param>
    /// <param name="destination">Where <paramref name="offset"/> counts from.</param>
    /// <param name="offset">Where the first channel's number of the first position goes.</param>
    /// <param name="step">From a position to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane>(TLane a, TLane b, TLane c, TLane d, ref float destination, int offset, int step)
        where TLane : struct, ILane<TLane, float>
    {
        Quads(TLane.Quarter(a, 0), TLane.Quarter(b, 0), TLane.Quarter(c, 0), TLane.Quarter(d, 0), ref Unsafe.Add(ref destination, offset), step);
        Quads(TLane.Quarter(a, 1), TLane.Quarter(b, 1), TLane.Quarter(c, 1), TLane.Quarter(d, 1), ref Unsafe.Add(ref destination, offset + (4 * step)), step);
        Quads(TLane.Quarter(a, 2), TLane.Quarter(b, 2), TLane.Quarter(c, 2), TLane.Quarter(d, 2), ref Unsafe.Add(ref destination, offset + (8 * step)), step);
        Quads(TLane.Quarter(a, 3), TLane.Quarter(b, 3), TLane.Quarter(c, 3), TLane.Quarter(d, 3), ref Unsafe.Add(ref destination, offset + (12 * step)), step);
    }

    /// <summary>Writes two channels of 16 positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane>(TLane a, TLane b, ref float destination, int offset, int step)
        where TLane : struct, ILane<TLane, float>
    {
        Pairs(TLane.Quarter(a, 0), TLane.Quarter(b, 0), ref Unsafe.Add(ref destination, offset), step);
        Pairs(TLane.Quarter(a, 1), TLane.Quarter(b, 1), ref Unsafe.Add(ref destination, offset + (4 * step)), step);
        Pairs(TLane.Quarter(a, 2), TLane.Quarter(b, 2), ref Unsafe.Add(ref destination, offset + (8 * step)), step);
        Pairs(TLane.Quarter(a, 3), TLane.Quarter(b, 3), ref Unsafe.Add(ref destination, offset + (12 * step)), step);
    }

    /// <summary>Writes one channel of 16 positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane>(TLane a, ref float destination, int offset, int step)
        where TLane : struct, ILane<TLane, float> => TLane.StoreStrided(a, ref destination, offset, step, 16);

    /// <summary>Writes the larger of each two neighbouring positions, eight positions of four channels; NaN if either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMaxima<TLane>(TLane a, TLane b, TLane c, TLane d, ref float destination, int offset, int step)
        where TLane : struct, ILane<TLane, float>
    {
        TLane ab = TLane.Max(TLane.Even(a, b), TLane.Odd(a, b)), cd = TLane.Max(TLane.Even(c, d), TLane.Odd(c, d)); // in each quarter a0 a1 b0 b1, c0 c1 d0 d1
        TLane even = TLane.Even(ab, cd), odd = TLane.Odd(ab, cd); // a0 b0 c0 d0, a1 b1 c1 d1
        Two(TLane.Quarter(even, 0), TLane.Quarter(odd, 0), ref Unsafe.Add(ref destination, offset), step);
        Two(TLane.Quarter(even, 1), TLane.Quarter(odd, 1), ref Unsafe.Add(ref destination, offset + (2 * step)), step);
        Two(TLane.Quarter(even, 2), TLane.Quarter(odd, 2), ref Unsafe.Add(ref destination, offset + (4 * step)), step);
        Two(TLane.Quarter(even, 3), TLane.Quarter(odd, 3), ref Unsafe.Add(ref destination, offset + (6 * step)), step);
    }

    /// <summary>The same for two channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMaxima<TLane>(TLane a, TLane b, ref float destination, int offset, int step)
        where TLane : struct, ILane<TLane, float>
    {
        TLane ab = TLane.Max(TLane.Even(a, b), TLane.Odd(a, b)); // in each quarter a0 a1 b0 b1
        Two(Inner(TLane.Quarter(ab, 0)), ref Unsafe.Add(ref destination, offset), step);
        Two(Inner(TLane.Quarter(ab, 1)), ref Unsafe.Add(ref destination, offset + (2 * step)), step);
        Two(Inner(TLane.Quarter(ab, 2)), ref Unsafe.Add(ref destination, offset + (4 * step)), step);
        Two(Inner(TLane.Quarter(ab, 3)), ref Unsafe.Add(ref destination, offset + (6 * step)), step);
    }

    /// <summary>The same for one channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMaxima<TLane>(TLane a, ref float destination, int offset, int step)
        where TLane : struct, ILane<TLane, float>
    {
        TLane largest = TLane.Max(TLane.Even(a, a), TLane.Odd(a, a)); // in each quarter a0 a1 a0 a1
        for (int quarter = 0; quarter < 4; quarter++)
        {
            Vector128<float> two = TLane.Quarter(largest, quarter);
            Unsafe.Add(ref destination, offset + (2 * quarter * step)) = two.ToScalar();
            Unsafe.Add(ref destination, offset + (((2 * quarter) + 1) * step)) = two.GetElement(1);
        }
    }

    /// <summary>Four by four numbers, transposed: first pairs of neighbouring rows, then their halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Quads(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, ref float to, int step)
    {
        Vector128<float> ab = Low(a, b), cd = Low(c, d);
        Lower(ab, cd).StoreUnsafe(ref to);
        Upper(ab, cd).StoreUnsafe(ref to, (nuint)step);
        ab = High(a, b);
        cd = High(c, d);
        Lower(ab, cd).StoreUnsafe(ref to, (nuint)(2 * step));
        Upper(ab, cd).StoreUnsafe(ref to, (nuint)(3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pairs(Vector128<float> a, Vector128<float> b, ref float to, int step)
    {
        Two(Low(a, b).AsInt64(), ref to, step);
        Two(High(a, b).AsInt64(), ref Unsafe.Add(ref to, 2 * step), step);
    }

    // Two positions of four channels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(Vector128<float> first, Vector128<float> second, ref float to, int step)
    {
        first.StoreUnsafe(ref to);
        second.StoreUnsafe(ref to, (nuint)step);
    }

    // Two positions of two channels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(Vector128<long> positions, ref float to, int step)
    {
        Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref to), positions.ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref to, step)), positions.GetElement(1));
    }

    // a0 b0 a1 b1 of a0 a1 b0 b1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Inner(Vector128<float> pairs) => Vector128.Shuffle(pairs, Vector128.Create(0, 2, 1, 3)).AsInt64();

    // a0 b0 a1 b1
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.UnpackLow(a, b)
        : Vector128.ConditionalSelect(Vector128.Create(-1, 0, -1, 0).AsSingle(), Vector128.Shuffle(a, Vector128.Create(0, 0, 1, 1)), Vector128.Shuffle(b, Vector128.Create(0, 0, 1, 1)));

    // a2 b2 a3 b3
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.UnpackHigh(a, b)
        : Vector128.ConditionalSelect(Vector128.Create(-1, 0, -1, 0).AsSingle(), Vector128.Shuffle(a, Vector128.Create(2, 2, 3, 3)), Vector128.Shuffle(b, Vector128.Create(2, 2, 3, 3)));

    // The lower halves of two vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lower(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.MoveLowToHigh(a, b)
        : Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), a, Vector128.Shuffle(b, Vector128.Create(0, 1, 0, 1)));

    // Their upper halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Upper(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.MoveHighToLow(b, a)
        : Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), Vector128.Shuffle(a, Vector128.Create(2, 3, 2, 3)), b);
}
