using System.Runtime.CompilerServices;
using Backprop.Numerics;
using static System.FormattableString;

namespace Backprop;

/// <summary>Gradient descent with momentum: v ← β·v + g; w ← w − η·v. A steady gradient speeds up to 1/(1 − β) times the rate.
/// Weight decay is coupled (L2): g ← g + λ·w first.</summary>
/// <remarks>
/// Polyak, "Some methods of speeding up the convergence of iteration methods", 1964 (the heavy ball). The textbook's β is 0.9, and so is ours;
/// PyTorch's <c>torch.optim.SGD(lr, momentum)</c> is this formula with a default of 0 and no dampening. Some books and Keras put the rate inside,
/// v ← β·v − η·g; w ← w + v: the same as long as the rate is constant.
/// </remarks>
public sealed class Momentum : Optimizer
{
    /// <summary>Momentum with the rate η and β = 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public Momentum(float learningRate)
        : base(learningRate, stateCount: 1)
    {
    }

    /// <summary>β: how much of the velocity is left after a step, in [0, 1). Default 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside [0, 1).</exception>
    public float Beta { get; init => field = Hyperparameter.Fraction(value, nameof(Beta)); } = 0.9f;

    /// <inheritdoc/>
    public override WeightDecayKind WeightDecayKind => WeightDecayKind.Coupled;

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{nameof(Momentum)}, β {Beta}");

    /// <inheritdoc/>
    private protected override bool CutsGradients => true;

    /// <inheritdoc/>
    protected override bool UpdatesInParts => true;

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset, float weightDecay) =>
        Run<MomentumRule>(new() { Rate = LearningRate, Beta1 = Beta, Decay = weightDecay }, parameters, gradients, offset);
}

/// <summary>g ← g + λ·w; v ← β·v + g; w ← w − η·v.</summary>
internal readonly struct MomentumRule : IUpdateRule
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane g = TLane.MultiplyAdd(c.Decay, parameter, gradient);
        return first = Subnormal.Flush(TLane.MultiplyAdd(c.Beta1, first, g));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> =>
        TLane.MultiplyAdd(c.MinusRate, direction, parameter);
}
