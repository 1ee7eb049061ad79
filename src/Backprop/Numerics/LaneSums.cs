using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Starts and finishes the sums of a tile of rows in lanes: those that one of the held lanes takes part in, whose results lie side by side. All of it is inlined; the
/// sums stay in registers, and those beyond the tile's number nowhere at all.</summary>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
/// <typeparam name="TEnd">How sums start and end.</typeparam>
/// <typeparam name="TMet">How many there are.</typeparam>
internal static class LaneSums<TLane, T, TEnd, TMet>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TEnd : struct, ILaneEnd<TLane, T>
    where TMet : struct, IMet
{
    /// <summary>Starts up to four sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Start(ref readonly T aside, ref readonly T result, out TLane a, out TLane b, out TLane c, out TLane d)
    {
        a = TEnd.Start(in aside, in result, 0);
        b = c = d = TLane.Zero;
        if (TMet.Count > 1)
        {
            b = TEnd.Start(in aside, in result, 1);
        }

        if (TMet.Count > 2)
        {
            c = TEnd.Start(in aside, in result, 2);
        }

        if (TMet.Count > 3)
        {
            d = TEnd.Start(in aside, in result, 3);
        }
    }

    /// <summary>Starts up to five sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Start(ref readonly T aside, ref readonly T result, out TLane a, out TLane b, out TLane c, out TLane d, out TLane e)
    {
        a = TEnd.Start(in aside, in result, 0);
        b = c = d = e = TLane.Zero;
        if (TMet.Count > 1)
        {
            b = TEnd.Start(in aside, in result, 1);
        }

        if (TMet.Count > 2)
        {
            c = TEnd.Start(in aside, in result, 2);
        }

        if (TMet.Count > 3)
        {
            d = TEnd.Start(in aside, in result, 3);
        }

        if (TMet.Count > 4)
        {
            e = TEnd.Start(in aside, in result, 4);
        }
    }

    /// <summary>Starts up to six sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Start(ref readonly T aside, ref readonly T result, out TLane a, out TLane b, out TLane c, out TLane d, out TLane e, out TLane f)
    {
        a = TEnd.Start(in aside, in result, 0);
        b = c = d = e = f = TLane.Zero;
        if (TMet.Count > 1)
        {
            b = TEnd.Start(in aside, in result, 1);
        }

        if (TMet.Count > 2)
        {
            c = TEnd.Start(in aside, in result, 2);
        }

        if (TMet.Count > 3)
        {
            d = TEnd.Start(in aside, in result, 3);
        }

        if (TMet.Count > 4)
        {
            e = TEnd.Start(in aside, in result, 4);
        }

        if (TMet.Count > 5)
        {
            f = TEnd.Start(in aside, in result, 5);
        }
    }

    /// <summary>Finishes up to four sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(ref T result, bool adds, TLane a, TLane b, TLane c, TLane d)
    {
        TEnd.Finish(a, ref result, 0, adds);
        if (TMet.Count > 1)
        {
            TEnd.Finish(b, ref result, 1, adds);
        }

        if (TMet.Count > 2)
        {
            TEnd.Finish(c, ref result, 2, adds);
        }

        if (TMet.Count > 3)
        {
            TEnd.Finish(d, ref result, 3, adds);
        }
    }

    /// <summary>Finishes up to five sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(ref T result, bool adds, TLane a, TLane b, TLane c, TLane d, TLane e)
    {
        TEnd.Finish(a, ref result, 0, adds);
        if (TMet.Count > 1)
        {
            TEnd.Finish(b, ref result, 1, adds);
        }

        if (TMet.Count > 2)
        {
            TEnd.Finish(c, ref result, 2, adds);
        }

        if (TMet.Count > 3)
        {
            TEnd.Finish(d, ref result, 3, adds);
        }

        if (TMet.Count > 4)
        {
            TEnd.Finish(e, ref result, 4, adds);
        }
    }

    /// <summary>Finishes up to six sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(ref T result, bool adds, TLane a, TLane b, TLane c, TLane d, TLane e, TLane f)
    {
        TEnd.Finish(a, ref result, 0, adds);
        if (TMet.Count > 1)
        {
            TEnd.Finish(b, ref result, 1, adds);
        }

        if (TMet.Count > 2)
        {
            TEnd.Finish(c, ref result, 2, adds);
        }

        if (TMet.Count > 3)
        {
            TEnd.Finish(d, ref result, 3, adds);
        }

        if (TMet.Count > 4)
        {
            TEnd.Finish(e, ref result, 4, adds);
        }

        if (TMet.Count > 5)
        {
            TEnd.Finish(f, ref result, 5, adds);
        }
    }
}
