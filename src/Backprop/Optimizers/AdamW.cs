using static System.FormattableString;

namespace Backprop;

/// <summary>Adam with decoupled weight decay: w ← w − η·λ·w, then <see cref="Adam"/>'s update with the bare gradient. All weights decay at the
/// same relative speed, whatever their gradients.</summary>
/// <remarks>
/// Loshchilov and Hutter, "Decoupled weight decay regularization", 2019, algorithm 2, with λ multiplied by the scheduled rate as in PyTorch.
/// <list type="table">
/// <listheader><term>Default</term><description>textbook · PyTorch · here</description></listheader>
/// <item><term>β₁, β₂</term><description>0.9, 0.999 · 0.9, 0.999 · 0.9, 0.999</description></item>
/// <item><term>ε</term><description>1e-8 · 1e-8 · 1e-8, added to √v̂ (PyTorch's place)</description></item>
/// <item><term>η</term><description>0.001 · 0.001 · 0.001</description></item>
/// <item><term>λ</term><description>1e-2 · 1e-2 · 1e-2</description></item>
/// </list>
/// A gradient so small that (1 − β₂)·g² would not be a normal number (3.4e-18 at β₂ = 0.999) counts as 0.
/// </remarks>
public sealed class AdamW : Optimizer
{
    private AdamMoments moments;
    private UpdateConstants constants;

    /// <summary>AdamW with the rate η, β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and λ = 1e-2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public AdamW(float learningRate = 1e-3f)
        : base(learningRate, stateCount: 2)
    {
        WeightDecay = 1e-2f;
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
    public override WeightDecayKind WeightDecayKind => WeightDecayKind.Decoupled;

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{nameof(AdamW)}, β₁ {Beta1}, β₂ {Beta2}, ε {Epsilon}");

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
        Run<AdamWRule>(constants with { Decay = (float)((double)LearningRate * weightDecay) }, parameters, gradients, offset);
}
