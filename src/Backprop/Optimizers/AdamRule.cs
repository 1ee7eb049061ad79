using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The update of <see cref="Adam"/>:
/// <code>
/// g ← g + λ·w
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// w ← w − (η / (1 − β₁ᵗ)) · m / (√v / √(1 − β₂ᵗ) + ε)
/// </code></summary>
internal readonly struct AdamRule : IUpdateRule
{
    public static int StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Update<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane decayed = TLane.MultiplyAdd(c.Decay, parameter, gradient);
        return TLane.MultiplySubtract(c.Rate, Direction(in c, decayed, ref first, ref second), parameter);
    }

    /// <summary>m / (√v / √(1 − β₂ᵗ) + ε), with the new m and v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Direction<TLane>(in UpdateLanes<TLane> c, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane g = Subnormal.ZeroBelow(gradient, c.Smallest);
        first = Subnormal.Flush(TLane.MultiplyAdd(c.Beta1, first, c.Share1 * g));
        second = Subnormal.FlushSquares(TLane.MultiplyAdd(c.Share2 * g, g, c.Beta2 * second));

        // m is divided before the rate multiplies it: times the rate it could become subnormal.
        return first / TLane.MultiplyAdd(TLane.Sqrt(second), c.RootScale, c.Epsilon);
    }
}

/// <summary>The update of <see cref="AdamW"/>: w ← w − η·λ·w, and <see cref="AdamRule"/> with the bare gradient.</summary>
internal readonly struct AdamWRule : IUpdateRule
{
    public static int StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Update<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane shrunk = TLane.MultiplySubtract(c.Decay, parameter, parameter);
        return TLane.MultiplySubtract(c.Rate, AdamRule.Direction(in c, gradient, ref first, ref second), shrunk);
    }
}
