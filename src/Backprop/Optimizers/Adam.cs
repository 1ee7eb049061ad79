using static System.FormattableString;

namespace Backprop;

/// <summary>Adam: running means of the gradients and of their squares, corrected for having started at 0.
/// m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; m̂ = m / (1 − β₁ᵗ); v̂ = v / (1 − β₂ᵗ); w ← w − η·m̂ / (√v̂ + ε).
/// Weight decay is coupled (L2): g ← g + λ·w first, so weights with large gradients decay less. <see cref="AdamW"/> decouples it.</summary>
/// <remarks>
/// Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1.
/// <list type="table">
/// <listheader><term>Default</term><description>textbook · PyTorch · here</description></listheader>
/// <item><term>β₁, β₂</term><description>0.9, 0.999 · 0.9, 0.999 · 0.9, 0.999</description></item>
/// <item><term>ε</term><description>1e-8 · 1e-8 · 1e-8, added to √v̂ (PyTorch's place)</description></item>
/// <item><term>η</term><description>0.001 · 0.001 · 0.001</description></item>
/// <item><term>λ</term><description>0 (1e-4 in the spiral run) · 0 · 0</description></item>
/// </list>
/// A gradient so small that (1 − β₂)·g² would not be a normal number (3.4e-18 at β₂ = 0.999) counts as 0.
/// </remarks>
public sealed class Adam : Optimizer
{
    private AdamMoments moments;
    private UpdateConstants constants;

    /// <summary>Adam with the rate η, β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and λ = 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public Adam(float learningRate = 1e-3f)
        : base(learningRate, stateCount: 2)
    {
    }

    /// <summary>β₁: how much of the mean of gradients is left after a step, in [0, 1). Default 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside [0, 1).</exception>
    public float Beta1 { get; init => field = Hyperparameter.Fraction(value, nameof(Beta1)); } = 0.9f;

    /// <summary>β₂: how much of the mean of squares is left after a step, in [0, 1). Default 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside [0, 1).</exception>
    public float Beta2 { get; init => field = Hyperparameter.Fraction(value, nameof(Beta2)); } = 0.999f;

    /// <summary>ε: keeps the denominator from zero; finite, above 0. Default 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite, 0 or negative.</exception>
    public float Epsilon { get; init => field = Hyperparameter.Positive(value, nameof(Epsilon)); } = 1e-8f;

    /// <inheritdoc/>
    public override WeightDecayKind WeightDecayKind => WeightDecayKind.Coupled;

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{nameof(Adam)}, β₁ {Beta1}, β₂ {Beta2}, ε {Epsilon}");

    /// <inheritdoc/>
    private protected override bool CutsGradients => true;

    /// <inheritdoc/>
    protected override bool UpdatesInParts => true;

    /// <inheritdoc/>
    protected override void OnStep() => constants = moments.Advance(LearningRate, Beta1, Beta2, Epsilon);

    /// <inheritdoc/>
    protected override void OnReset() => moments = default;

    /// <inheritdoc/>
    protected override void OnRestore() => moments = AdamMoments.After(StepCount, Beta1, Beta2);

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset, float weightDecay) =>
        Run<AdamRule>(constants with { Decay = weightDecay }, parameters, gradients, offset);
}
