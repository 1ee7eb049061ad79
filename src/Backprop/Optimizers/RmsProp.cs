using System.Runtime.CompilerServices;
using Backprop.Numerics;
using static System.FormattableString;

namespace Backprop;

/// <summary>RMSProp: s ← ρ·s + (1 − ρ)·g²; w ← w − η·g / (√s + ε). Every parameter gets its own rate, by the recent size of its gradients.
/// Weight decay is coupled (L2): g ← g + λ·w first, and is then divided by √s like the gradient.</summary>
/// <remarks>
/// Tieleman and Hinton, "Neural networks for machine learning", lecture 6.5, 2012.
/// <list type="table">
/// <listheader><term>Default</term><description>textbook · PyTorch · here</description></listheader>
/// <item><term>ρ</term><description>0.99 · 0.99 (<c>alpha</c>) · 0.99</description></item>
/// <item><term>ε</term><description>1e-8 · 1e-8 · 1e-8</description></item>
/// <item><term>its place</term><description>√(s + ε) in the formula, √s + ε in the code · √s + ε · √s + ε, <see cref="EpsilonPlacement"/></description></item>
/// <item><term>η</term><description>none · 0.01 · 0.01</description></item>
/// </list>
/// A gradient so small that (1 − ρ)·g² would not be a normal number (1.1e-18 at ρ = 0.99) counts as 0.
/// </remarks>
public sealed class RmsProp : Optimizer
{
    /// <summary>RMSProp with the rate η, ρ = 0.99 and ε = 1e-8 outside the root.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public RmsProp(float learningRate = 1e-2f)
        : base(learningRate, stateCount: 1)
    {
    }

    /// <summary>ρ: how much of the mean of squares is left after a step, in [0, 1). Default 0.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside [0, 1).</exception>
    public float Rho { get; init => field = Hyperparameter.Fraction(value, nameof(Rho)); } = 0.99f;

    /// <summary>ε: keeps the denominator from zero; finite, above 0. Default 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite, 0 or negative.</exception>
    public float Epsilon { get; init => field = Hyperparameter.Positive(value, nameof(Epsilon)); } = 1e-8f;

    /// <summary>Whether ε is added to the root or under it. Default: to it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a member of the enum.</exception>
    public EpsilonPlacement EpsilonPlacement { get; init => field = Hyperparameter.Defined(value, nameof(EpsilonPlacement)); }

    /// <inheritdoc/>
    public override WeightDecayKind WeightDecayKind => WeightDecayKind.Coupled;

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{nameof(RmsProp)}, ρ {Rho}, ε {Epsilon} {(EpsilonPlacement == EpsilonPlacement.InsideRoot ? "inside" : "outside")} the root");

    /// <inheritdoc/>
    private protected override bool CutsGradients => true;

    /// <inheritdoc/>
    protected override bool UpdatesInParts => true;

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset, float weightDecay)
    {
        UpdateConstants constants = new()
        {
            Rate = LearningRate,
            Decay = weightDecay,
            Beta2 = Rho,
            Share2 = (float)(1.0 - Rho),
            Epsilon = Epsilon,
            Smallest = Subnormal.SmallestGradient(Rho),
        };
        if (EpsilonPlacement == EpsilonPlacement.InsideRoot)
        {
            Run<RmsPropInsideRule>(in constants, parameters, gradients, offset);
        }
        else
        {
            Run<RmsPropRule>(in constants, parameters, gradients, offset);
        }
    }
}

/// <summary>g ← g + λ·w; s ← ρ·s + (1 − ρ)·g²; w ← w − η·g / (√s + ε).</summary>
internal readonly struct RmsPropRule : IUpdateRule
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane g = Mean(in c, parameter, gradient, ref first);
        return g / (TLane.Sqrt(first) + c.Epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> =>
        TLane.MultiplyAdd(c.MinusRate, direction, parameter);

    /// <summary>The gradient with its decay; its square is in the mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mean<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane squares)
        where TLane : struct, ILane<TLane, float>
    {
        TLane g = Subnormal.ZeroBelow(TLane.MultiplyAdd(c.Decay, parameter, gradient), c.Smallest);
        squares = Subnormal.FlushSquares(TLane.MultiplyAdd(c.Share2 * g, g, c.Beta2 * squares));
        return g;
    }
}

/// <summary>The same with w ← w − η·g / √(s + ε).</summary>
internal readonly struct RmsPropInsideRule : IUpdateRule
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane g = RmsPropRule.Mean(in c, parameter, gradient, ref first);
        return g / TLane.Sqrt(first + c.Epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> =>
        TLane.MultiplyAdd(c.MinusRate, direction, parameter);
}
