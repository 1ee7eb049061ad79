using System.Runtime.CompilerServices;
using Backprop.Numerics;
using static System.FormattableString;

namespace Backprop;

/// <summary>Nesterov's accelerated gradient, in the rewritten form that PyTorch uses: v ← β·v + g; w ← w − η·(g + β·v).
/// Weight decay is coupled (L2): g ← g + λ·w first.</summary>
/// <remarks>
/// The textbook's form takes the gradient at the look-ahead point: v ← β·v + ∇L(u − η·β·v); u ← u − η·v. It needs a second set of parameters to
/// evaluate. Written for the look-ahead point itself, w = u − η·β·v, it becomes the form above, whose gradient is taken where the
/// parameters are; with a constant rate and no decay both walk the same path, and near the end, where v vanishes, w and u are the same.
/// Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k²)", 1983; Sutskever et al., "On the importance of
/// initialization and momentum in deep learning", 2013. β is 0.9 as in the textbook; PyTorch's <c>torch.optim.SGD(lr, momentum, nesterov=True)</c>
/// has no default for it.
/// </remarks>
public sealed class Nesterov : Optimizer
{
    /// <summary>Nesterov's method with the rate η and β = 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public Nesterov(float learningRate)
        : base(learningRate, stateCount: 1)
    {
    }

    /// <summary>β: how much of the velocity is left after a step, in [0, 1). Default 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside [0, 1).</exception>
    public float Beta { get; init => field = Hyperparameter.Fraction(value, nameof(Beta)); } = 0.9f;

    /// <inheritdoc/>
    public override WeightDecayKind WeightDecayKind => WeightDecayKind.Coupled;

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{nameof(Nesterov)}, β {Beta}");

    /// <inheritdoc/>
    private protected override bool CutsGradients => true;

    /// <inheritdoc/>
    protected override bool UpdatesInParts => true;

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset, float weightDecay) =>
        Run<NesterovRule>(new() { Rate = LearningRate, Beta1 = Beta, Decay = weightDecay }, parameters, gradients, offset);
}

/// <summary>g ← g + λ·w; v ← β·v + g; w ← w − η·(g + β·v).</summary>
internal readonly struct NesterovRule : IUpdateRule
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane g = TLane.MultiplyAdd(c.Decay, parameter, gradient);
        first = Subnormal.Flush(TLane.MultiplyAdd(c.Beta1, first, g));
        return TLane.MultiplyAdd(c.Beta1, first, g);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> =>
        TLane.MultiplyAdd(c.MinusRate, direction, parameter);
}
