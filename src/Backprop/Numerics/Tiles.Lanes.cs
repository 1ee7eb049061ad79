using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>The lanes of a strip, by their numbers from 1. Of the last one only a half may be wanted: until it is stored, that is the lower half of its sums.</content>
public static partial class Tiles<TLane, T>
{
    // What its sums start with.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Start<TEnd, TStrip>(ref readonly T aside, int column, int lane)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        TLane start = TEnd.Start(in aside, column);
        return TStrip.Half == lane && !TStrip.IsLower ? TLane.UpperHalf(start) : start;
    }

    // What its sums meet of the right factor.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Load<TStrip>(ref readonly T w, int column, int lane)
        where TStrip : struct, IStrip => TStrip.Half == lane ? TLane.LoadHalf(in w, TStrip.IsLower ? column : column + (TLane.Width / 2)) : TLane.Load(in w, column);

    // Puts it where the tiles that come after find it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TStrip>(TLane w, ref T panel, int column, int lane)
        where TStrip : struct, IStrip
    {
        if (TStrip.Half == lane)
        {
            TLane.StoreHalf(w, ref panel, TStrip.IsLower ? column : column + (TLane.Width / 2));
        }
        else
        {
            TLane.Store(w, ref panel, column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TStrip>(ref TLane sum, TLane x, TLane w, int lane)
        where TStrip : struct, IStrip
    {
        if (TStrip.Half == lane)
        {
            TLane.AddHalfProduct(ref sum, x, w);
        }
        else
        {
            TLane.AddProduct(ref sum, x, w);
        }
    }

    // Stores what becomes of a sum. The lower half of the place of half a lane is the end of the lane before, and stays as it is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TEnd, TStrip>(TLane sum, ref readonly T aside, ref T result, int place, int lane)
        where TEnd : struct, ITileEnd<TLane, T>
        where TStrip : struct, IStrip
    {
        if (TStrip.Half == lane)
        {
            TLane.StoreUpperHalf(TEnd.Finish(TLane.Lift(sum), in aside, place), ref result, place);
        }
        else
        {
            TLane.Store(TEnd.Finish(sum, in aside, place), ref result, place);
        }
    }
}
