namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>A normalisation followed by y = γ·x̂ + β per channel of the last axis, where the layer is affine. Numbers that are normalised together form a
/// set.</summary>
internal abstract class PlainNorm(PlainAttribute attribute, int[] input) : PlainLayer(input)
{
    private readonly bool isAffine = attribute.Get("Affine", true);

    public override IReadOnlyList<PlainTensor> Parameters
    {
        get
        {
            PlainTensor weight = new("weight", [Channels], 1, 0.3), bias = new("bias", [Channels], 0, 0.5);
            return !isAffine ? [] : HasBias ? [weight, bias] : [weight];
        }
    }

    protected int Channels => Shape[^1];

    protected double Epsilon { get; } = attribute.Get("Epsilon", 1e-5);

    protected virtual bool HasBias => true;

    public override double[] Forward(PlainCall call)
    {
        double[] normal = Normalize(call);
        return isAffine
            ? [.. normal.Select((x, i) => (call.Parameters[0][i % Channels] * x) + (HasBias ? call.Parameters[1][i % Channels] : 0))]
            : normal;
    }

    public override double[][] Backward(PlainCall call, double[] gradient)
    {
        if (!isAffine)
        {
            return [NormalizeBackward(call, gradient)];
        }

        double[] normal = Normalize(call with { State = [.. call.State.Select(state => (double[])state.Clone())] });
        for (int i = 0; i < gradient.Length; i++)
        {
            call.AddToGradient(0, i % Channels, gradient[i] * normal[i]);
            if (HasBias)
            {
                call.AddToGradient(1, i % Channels, gradient[i]);
            }
        }

        return [NormalizeBackward(call, [.. gradient.Select((g, i) => g * call.Parameters[0][i % Channels])])];
    }

    /// <summary>x̂ of the inputs.</summary>
    protected abstract double[] Normalize(PlainCall call);

    /// <summary>The gradient of the inputs, given that of x̂.</summary>
    protected abstract double[] NormalizeBackward(PlainCall call, double[] gradient);

    /// <summary>x̂ = (x − μ) / σ with σ = √(variance + ε), within each set.</summary>
    protected double[] Standardize(PlainCall call, IEnumerable<int[]> sets)
    {
        double[] x = call.X;
        var normal = new double[x.Length];
        foreach (int[] set in sets)
        {
            (double mean, double variance) = Moments(call, set);
            foreach (int i in set)
            {
                normal[i] = (x[i] - mean) / Math.Sqrt(variance + Epsilon);
            }
        }

        return normal;
    }

    /// <summary>∂L/∂x = (g − mean of g − x̂·mean of g·x̂) / σ, within each set.</summary>
    protected double[] StandardizeBackward(PlainCall call, double[] gradient, IEnumerable<int[]> sets)
    {
        double[] x = call.X;
        var dx = new double[x.Length];
        foreach (int[] set in sets)
        {
            (double mean, double variance) = Moments(call, set);
            double deviation = Math.Sqrt(variance + Epsilon);
            double meanGradient = PlainRounding.Mean(set.Select(i => gradient[i]), call.Bits);
            double meanProduct = PlainRounding.Mean(set.Select(i => gradient[i] * (x[i] - mean) / deviation), call.Bits);
            foreach (int i in set)
            {
                dx[i] = (gradient[i] - meanGradient - ((x[i] - mean) / deviation * meanProduct)) / deviation;
            }
        }

        return dx;
    }

    /// <summary>Mean and (biased) variance of a set.</summary>
    protected static (double Mean, double Variance) Moments(PlainCall call, int[] set)
    {
        double mean = PlainRounding.Mean(set.Select(i => call.X[i]), call.Bits);
        return (mean, PlainRounding.Mean(set.Select(i => (call.X[i] - mean) * (call.X[i] - mean)), call.Bits));
    }
}
