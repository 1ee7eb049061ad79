using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Keeps subnormal numbers out of an optimizer's state: a compare and a select. They are 5 to 100 times slower than normal ones,
/// state that decays meets them sooner or later, and .NET has no switch that flushes them.</summary>
internal static class Subnormal
{
    /// <summary>The smallest normal float, 2⁻¹²⁶.</summary>
    public const float SmallestNormal = 1.17549435e-38f;

    /// <summary>0 where |x| is below the smallest normal number; x elsewhere, NaN included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Flush<TLane>(TLane x)
        where TLane : struct, ILane<TLane, float> => TLane.ZeroWhereLess(x, TLane.Abs(x), TLane.Broadcast(SmallestNormal));

    /// <summary>The same for sums of squares, which have no sign to remove.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane FlushSquares<TLane>(TLane x)
        where TLane : struct, ILane<TLane, float> => TLane.ZeroWhereLess(x, x, TLane.Broadcast(SmallestNormal));

    /// <summary>0 where |x| is below the limit; x elsewhere, NaN included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ZeroBelow<TLane>(TLane x, TLane limit)
        where TLane : struct, ILane<TLane, float> => TLane.ZeroWhereLess(x, TLane.Abs(x), limit);

    /// <summary>The |g| from which (1 − β)·g² is a normal number. Where a mean of squares is kept, gradients below it count as 0: at β = 0.999
    /// that is 3.4e-18, where √v no longer matters beside ε.</summary>
    public static float SmallestGradient(float beta) => (float)Math.Sqrt(SmallestNormal / (1.0 - beta));
}
