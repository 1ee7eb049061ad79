using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Gradient descent: w ← w − η·g. Stochastic if the gradients come from a mini-batch, plain if from all rows.
/// Weight decay is coupled (L2): g ← g + λ·w first; here, and only here, decoupled decay would do the same.</summary>
/// <remarks>Robbins and Monro, "A stochastic approximation method", 1951. PyTorch: <c>torch.optim.SGD(lr)</c>; in both, λ defaults to 0.</remarks>
public sealed class Sgd : Optimizer
{
    /// <summary>Gradient descent with the rate η.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public Sgd(float learningRate)
        : base(learningRate, stateCount: 0)
    {
    }

    /// <inheritdoc/>
    public override WeightDecayKind WeightDecayKind => WeightDecayKind.Coupled;

    /// <inheritdoc/>
    private protected override bool CutsGradients => true;

    /// <inheritdoc/>
    protected override bool UpdatesInParts => true;

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset, float weightDecay) =>
        Run<SgdRule>(new() { Rate = LearningRate, Decay = weightDecay }, parameters, gradients, offset);
}

/// <summary>g ← g + λ·w; w ← w − η·g.</summary>
internal readonly struct SgdRule : IUpdateRule
{
    public static int StateCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        return TLane.MultiplyAdd(c.Decay, parameter, gradient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> =>
        TLane.MultiplyAdd(c.MinusRate, direction, parameter);
}
