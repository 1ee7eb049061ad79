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
    public static TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float> =>
        Moments(in c, TLane.MultiplyAdd(c.Decay, parameter, gradient), ref first, ref second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> =>
        TLane.MultiplyAdd(c.MinusRate, Divided(in c, direction, root), parameter);

    /// <summary>The new m and v; the former is the direction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Moments<TLane>(in UpdateLanes<TLane> c, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane g = Subnormal.ZeroBelow(gradient, c.Smallest);
        first = Subnormal.Flush(TLane.MultiplyAdd(c.Beta1, first, c.Share1 * g));
        second = Subnormal.FlushSquares(TLane.MultiplyAdd(c.Share2 * g, g, c.Beta2 * second));
        return first;
    }

    /// <summary>m / (√v / √(1 − β₂ᵗ) + ε): m is divided before the rate multiplies it, times the rate it could become subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Divided<TLane>(in UpdateLanes<TLane> c, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> =>
        direction / TLane.MultiplyAdd(root, c.RootScale, c.Epsilon);
}

/// <summary>The update of <see cref="AdamW"/>: w ← w − η·λ·w, and <see cref="AdamRule"/> with the bare gradient.</summary>
internal readonly struct AdamWRule : IUpdateRule
{
    public static int StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float> =>
        AdamRule.Moments(in c, gradient, ref first, ref second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> =>
        TLane.MultiplyAdd(c.MinusRate, AdamRule.Divided(in c, direction, root), TLane.MultiplySubtract(c.Decay, parameter, parameter));
}
