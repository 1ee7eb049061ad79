namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>x̂ = x / r with r = √(mean of x² + ε), over the last axis; a weight only.</summary>
internal sealed class PlainRmsNorm(PlainAttribute attribute, int[] input) : PlainNorm(attribute, input)
{
    protected override bool HasBias => false;

    protected override double[] Normalize(PlainCall call) => [.. call.X.Chunk(Channels).SelectMany(x => x.Select(value => value / Root(x)))];

    // ∂x̂ᵢ/∂xⱼ = (δᵢⱼ − x̂ᵢ·x̂ⱼ/n) / r
    protected override double[] NormalizeBackward(PlainCall call, double[] gradient)
    {
        var dx = new double[call.X.Length];
        for (int start = 0; start < dx.Length; start += Channels)
        {
            double[] x = call.X[start..(start + Channels)], g = gradient[start..(start + Channels)];
            double root = Root(x);
            for (int j = 0; j < Channels; j++)
            {
                for (int i = 0; i < Channels; i++)
                {
                    dx[start + j] = PlainRounding.Round(dx[start + j] + (g[i] * ((i == j ? 1 : 0) - (x[i] / root * x[j] / root / Channels)) / root), call.Bits);
                }
            }
        }

        return dx;
    }

    private double Root(double[] x) => Math.Sqrt(x.Average(value => value * value) + Epsilon);
}
