using System.Globalization;
using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Keeps gradients from exploding: between the backward pass and the optimizer's step, they are cut to a size.</summary>
public abstract class GradientClipping
{
    private GradientClipping()
    {
    }

    /// <summary>Changes nothing.</summary>
    public static GradientClipping None { get; } = new Nothing();

    /// <summary>If the Euclidean norm of all gradients together exceeds <paramref name="maximum"/>, all are multiplied by
    /// maximum / (norm + 1e-6): their direction stays. PyTorch's <c>clip_grad_norm_</c>; Pascanu, Mikolov and Bengio, "On the difficulty of
    /// training recurrent neural networks", 2013. If the norm is NaN or infinite, no multiple would help, and they are left as they are.</summary>
    /// <param name="maximum">The largest norm; finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite, 0 or negative.</exception>
    public static GradientClipping ByNorm(float maximum) => new Norm(Hyperparameter.Positive(maximum, nameof(maximum)));

    /// <summary>Every gradient alone is brought into [−limit, limit]; NaN stays NaN. The direction may change. PyTorch's <c>clip_grad_value_</c>.</summary>
    /// <param name="limit">The largest magnitude; finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite, 0 or negative.</exception>
    public static GradientClipping ByValue(float limit) => new Value(Hyperparameter.Positive(limit, nameof(limit)));

    /// <summary>Clips in place. Allocates nothing; the same bits on every vector width.</summary>
    /// <param name="gradients">All gradients of a model; may be empty.</param>
    /// <returns>Their Euclidean norm before clipping, summed in double: large and tiny gradients neither overflow nor vanish in it.</returns>
    public abstract float Apply(Span<float> gradients);

    private sealed class Nothing : GradientClipping
    {
        public override float Apply(Span<float> gradients) => (float)Math.Sqrt(SquareSum.Of(gradients));

        public override string ToString() => "no clipping";
    }

    private sealed class Norm(float maximum) : GradientClipping
    {
        public override float Apply(Span<float> gradients)
        {
            double norm = Math.Sqrt(SquareSum.Of(gradients));
            double factor = maximum / (norm + 1e-6);
            if (factor < 1 && double.IsFinite(norm))
            {
                UpdateKernel.Run(new ScaleRule((float)factor), gradients, gradients, default, default);
            }

            return (float)norm;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"clipping to a norm of {maximum}");
    }

    private sealed class Value(float limit) : GradientClipping
    {
        public override float Apply(Span<float> gradients)
        {
            double norm = Math.Sqrt(SquareSum.Of(gradients));
            UpdateKernel.Run(new ClampRule(limit), gradients, gradients, default, default);
            return (float)norm;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"clipping values to ±{limit}");
    }
}

/// <summary>g ← factor · g.</summary>
internal readonly struct ScaleRule(float factor) : IUpdateRule
{
    public static int StateCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Update<TLane>(TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float> => TLane.Broadcast(factor) * gradient;
}

/// <summary>g ← min(max(g, −limit), limit).</summary>
internal readonly struct ClampRule(float limit) : IUpdateRule
{
    public static int StateCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Update<TLane>(TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float> =>
        TLane.Min(TLane.Max(gradient, TLane.Broadcast(-limit)), TLane.Broadcast(limit));
}
