using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Starts and finishes the sums of a tile of rows in lanes: those that one of the held lanes takes part in, whose results lie side by side. All of it is inlined; the
/// sums stay in registers.</summary>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
/// <typeparam name="TEnd">How sums start and end.</typeparam>
public abstract class LaneSums<TLane, T, TEnd>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TEnd : struct, ILaneEnd<TLane, T>
{
    /// <summary>For the classes of tiles, which have static methods only.</summary>
    protected LaneSums()
    {
    }

    /// <summary>Starts one sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Start(ref readonly T aside, ref readonly T result, out TLane a)
    {
        a = TEnd.Start(in aside, in result, 0);
    }

    /// <summary>Starts two sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Start(ref readonly T aside, ref readonly T result, out TLane a, out TLane b)
    {
        a = TEnd.Start(in aside, in result, 0);
        b = TEnd.Start(in aside, in result, 1);
    }

    /// <summary>Starts three sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Start(ref readonly T aside, ref readonly T result, out TLane a, out TLane b, out TLane c)
    {
        a = TEnd.Start(in aside, in result, 0);
        b = TEnd.Start(in aside, in result, 1);
        c = TEnd.Start(in aside, in result, 2);
    }

    /// <summary>Starts four sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Start(ref readonly T aside, ref readonly T result, out TLane a, out TLane b, out TLane c, out TLane d)
    {
        a = TEnd.Start(in aside, in result, 0);
        b = TEnd.Start(in aside, in result, 1);
        c = TEnd.Start(in aside, in result, 2);
        d = TEnd.Start(in aside, in result, 3);
    }

    /// <summary>Starts five sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Start(ref readonly T aside, ref readonly T result, out TLane a, out TLane b, out TLane c, out TLane d, out TLane e)
    {
        a = TEnd.Start(in aside, in result, 0);
        b = TEnd.Start(in aside, in result, 1);
        c = TEnd.Start(in aside, in result, 2);
        d = TEnd.Start(in aside, in result, 3);
        e = TEnd.Start(in aside, in result, 4);
    }

    /// <summary>Starts six sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Start(ref readonly T aside, ref readonly T result, out TLane a, out TLane b, out TLane c, out TLane d, out TLane e, out TLane f)
    {
        a = TEnd.Start(in aside, in result, 0);
        b = TEnd.Start(in aside, in result, 1);
        c = TEnd.Start(in aside, in result, 2);
        d = TEnd.Start(in aside, in result, 3);
        e = TEnd.Start(in aside, in result, 4);
        f = TEnd.Start(in aside, in result, 5);
    }

    /// <summary>Finishes one sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Finish(ref T result, bool adds, TLane a)
    {
        TEnd.Finish(a, ref result, 0, adds);
    }

    /// <summary>Finishes two sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Finish(ref T result, bool adds, TLane a, TLane b)
    {
        TEnd.Finish(a, ref result, 0, adds);
        TEnd.Finish(b, ref result, 1, adds);
    }

    /// <summary>Finishes three sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Finish(ref T result, bool adds, TLane a, TLane b, TLane c)
    {
        TEnd.Finish(a, ref result, 0, adds);
        TEnd.Finish(b, ref result, 1, adds);
        TEnd.Finish(c, ref result, 2, adds);
    }

    /// <summary>Finishes four sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Finish(ref T result, bool adds, TLane a, TLane b, TLane c, TLane d)
    {
        TEnd.Finish(a, ref result, 0, adds);
        TEnd.Finish(b, ref result, 1, adds);
        TEnd.Finish(c, ref result, 2, adds);
        TEnd.Finish(d, ref result, 3, adds);
    }

    /// <summary>Finishes five sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Finish(ref T result, bool adds, TLane a, TLane b, TLane c, TLane d, TLane e)
    {
        TEnd.Finish(a, ref result, 0, adds);
        TEnd.Finish(b, ref result, 1, adds);
        TEnd.Finish(c, ref result, 2, adds);
        TEnd.Finish(d, ref result, 3, adds);
        TEnd.Finish(e, ref result, 4, adds);
    }

    /// <summary>Finishes six sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Finish(ref T result, bool adds, TLane a, TLane b, TLane c, TLane d, TLane e, TLane f)
    {
        TEnd.Finish(a, ref result, 0, adds);
        TEnd.Finish(b, ref result, 1, adds);
        TEnd.Finish(c, ref result, 2, adds);
        TEnd.Finish(d, ref result, 3, adds);
        TEnd.Finish(e, ref result, 4, adds);
        TEnd.Finish(f, ref result, 5, adds);
    }
}
