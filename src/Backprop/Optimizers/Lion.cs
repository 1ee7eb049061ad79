using System.Runtime.CompilerServices;
using Backprop.Numerics;
using static System.FormattableString;

namespace Backprop;

/// <summary>Lion: c = β₁·m + (1 − β₁)·g; w ← w − η·(sign(c) + λ·w); m ← β₂·m + (1 − β₂)·g. Every parameter moves by η in each step, up or down
/// (sign(0) = 0). Weight decay is decoupled, as in <see cref="AdamW"/>.</summary>
/// <remarks>
/// Chen et al., "Symbolic discovery of optimization algorithms", 2023, algorithm 2. The paper's β₁ = 0.9 and β₂ = 0.99 are the defaults here, and
/// so are the η = 1e-4 and λ = 0 of its reference code; it advises a rate 3 to 10 times smaller and a λ 3 to 10 times larger than AdamW's.
/// PyTorch has no Lion.
/// </remarks>
public sealed class Lion : Optimizer
{
    /// <summary>Lion with the rate η, β₁ = 0.9 and β₂ = 0.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public Lion(float learningRate = 1e-4f)
        : base(learningRate, stateCount: 1)
    {
    }

    /// <summary>β₁: the share of the remembered mean in the direction taken, in [0, 1). Default 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside [0, 1).</exception>
    public float Beta1 { get; init => field = Hyperparameter.Fraction(value, nameof(Beta1)); } = 0.9f;

    /// <summary>β₂: how much of the mean of gradients is left after a step, in [0, 1). Default 0.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside [0, 1).</exception>
    public float Beta2 { get; init => field = Hyperparameter.Fraction(value, nameof(Beta2)); } = 0.99f;

    /// <inheritdoc/>
    public override WeightDecayKind WeightDecayKind => WeightDecayKind.Decoupled;

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{nameof(Lion)}, β₁ {Beta1}, β₂ {Beta2}");

    /// <inheritdoc/>
    private protected override bool CutsGradients => true;

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset, float weightDecay)
    {
        UpdateConstants constants = new()
        {
            Rate = LearningRate,
            Decay = (float)((double)LearningRate * weightDecay),
            Beta1 = Beta1,
            Share1 = (float)(1.0 - Beta1),
            Beta2 = Beta2,
            Share2 = (float)(1.0 - Beta2),
        };
        Run<LionRule>(in constants, parameters, gradients, offset);
    }

    /// <inheritdoc/>
    protected override bool UpdatesInParts => true;
}

/// <summary>c = β₁·m + (1 − β₁)·g; w ← w − η·λ·w − η·sign(c); m ← β₂·m + (1 − β₂)·g.</summary>
internal readonly struct LionRule : IUpdateRule
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane mix = TLane.MultiplyAdd(c.Beta1, first, c.Share1 * gradient);
        first = Subnormal.Flush(TLane.MultiplyAdd(c.Beta2, first, c.Share2 * gradient));

        // Where the mix is 0 it stays 0, and where it is NaN it stays NaN.
        return TLane.Select(TLane.GreaterThan(TLane.Abs(mix), TLane.Zero), TLane.CopySign(TLane.Broadcast(1f), mix), mix);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> =>
        TLane.MultiplyAdd(c.MinusRate, direction, TLane.MultiplySubtract(c.Decay, parameter, parameter));
}
