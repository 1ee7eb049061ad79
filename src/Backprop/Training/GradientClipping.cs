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

    /// <summary>Clips in place. Allocates nothing; the same bits on every vector width. A training step need not call it:
    /// <see cref="Optimizer.Step(INetwork{float}, NetworkWorkspace{float}, GradientClipping)"/> clips on the way.</summary>
    /// <param name="gradients">All gradients of a model; may be empty.</param>
    /// <returns>Their Euclidean norm before clipping, summed in double: large and tiny gradients neither overflow nor vanish in it.</returns>
    public float Apply(Span<float> gradients)
    {
        float norm = Measure(gradients, out GradientCut cut);
        if (cut.Kind != CutKind.Nothing)
        {
            UpdateKernel.Run<GradientRule>(default, cut, gradients, gradients, default, default);
        }

        return norm;
    }

    /// <summary>The norm, and what must happen to each gradient: nothing is written.</summary>
    internal float Measure(ReadOnlySpan<float> gradients, out GradientCut cut)
    {
        double norm = Math.Sqrt(SquareSum.Of(gradients));
        cut = Cut(norm);
        return (float)norm;
    }

    private protected abstract GradientCut Cut(double norm);

    private sealed class Nothing : GradientClipping
    {
        public override string ToString() => "no clipping";

        private protected override GradientCut Cut(double norm) => default;
    }

    private sealed class Norm(float maximum) : GradientClipping
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"clipping to a norm of {maximum}");

        private protected override GradientCut Cut(double norm)
        {
            double factor = maximum / (norm + 1e-6);
            return factor < 1 && double.IsFinite(norm) ? GradientCut.Scale((float)factor) : default;
        }
    }

    private sealed class Value(float limit) : GradientClipping
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"clipping values to ±{limit}");

        private protected override GradientCut Cut(double norm) => GradientCut.Clamp(limit);
    }
}

/// <summary>The gradients themselves, once they are cut.</summary>
internal readonly struct GradientRule : IUpdateRule
{
    public static int StateCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        return gradient;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float> => direction;
}
