using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>What clipping does to each gradient of a step: nothing, a factor, or limits. Decided once for all of them, and then done inside the
/// optimizer's pass, where the gradient is in a register anyway.</summary>
internal readonly record struct GradientCut
{
    private GradientCut(CutKind kind, float limit)
    {
        Kind = kind;
        Limit = limit;
    }

    /// <summary>Which of the three.</summary>
    public CutKind Kind { get; }

    /// <summary>The factor, or the largest magnitude.</summary>
    public float Limit { get; }

    /// <summary>g ← factor · g.</summary>
    public static GradientCut Scale(float factor) => new(CutKind.Scale, factor);

    /// <summary>g ← min(max(g, −limit), limit).</summary>
    public static GradientCut Clamp(float limit) => new(CutKind.Clamp, limit);
}

/// <summary>The three cuts; the default leaves gradients as they are.</summary>
internal enum CutKind
{
    /// <summary>g.</summary>
    Nothing,

    /// <summary>limit · g.</summary>
    Scale,

    /// <summary>min(max(g, −limit), limit).</summary>
    Clamp,
}

/// <summary>A cut, for one lane of gradients.</summary>
internal interface IGradientCut
{
    /// <summary>The gradients that the rule sees.</summary>
    static abstract TLane Apply<TLane>(TLane gradient, TLane limit)
        where TLane : struct, ILane<TLane, float>;
}

/// <summary>g.</summary>
internal readonly struct NoCut : IGradientCut
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane gradient, TLane limit)
        where TLane : struct, ILane<TLane, float> => gradient;
}

/// <summary>limit · g.</summary>
internal readonly struct ScaleCut : IGradientCut
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane gradient, TLane limit)
        where TLane : struct, ILane<TLane, float> => limit * gradient;
}

/// <summary>min(max(g, −limit), limit); NaN stays NaN.</summary>
internal readonly struct ClampCut : IGradientCut
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane gradient, TLane limit)
        where TLane : struct, ILane<TLane, float> => TLane.Min(TLane.Max(gradient, -limit), limit);
}
