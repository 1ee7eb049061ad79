namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>A layer that is a sum of products of inputs and weights, with a bias per channel: y[o] = b[o mod channels] + Σ x[i]·w[k] over its terms
/// (i, k, o). So ∂L/∂x[i] = Σ g[o]·w[k] and ∂L/∂w[k] = Σ x[i]·g[o] over the same terms.</summary>
/// <param name="attribute">The layer.</param>
/// <param name="shape">The dimensions of a row of what it makes.</param>
/// <param name="weight">The dimensions of the weight.</param>
/// <param name="fanIn">Terms of one output.</param>
internal abstract class PlainProduct(PlainAttribute attribute, int[] shape, int[] weight, int fanIn) : PlainLayer(shape)
{
    private readonly bool useBias = attribute.Get("UseBias", true);

    public override IReadOnlyList<PlainTensor> Parameters
    {
        get
        {
            var parameter = new PlainTensor("weight", weight, 0, 1.2 / Math.Sqrt(fanIn));
            return useBias ? [parameter, new PlainTensor("bias", [Shape[^1]], 0, 0.5)] : [parameter];
        }
    }

    /// <summary>All terms of all rows.</summary>
    protected abstract IEnumerable<(int Input, int Weight, int Output)> Terms(int rows);

    public override double[] Forward(PlainCall call)
    {
        double[] y = new double[call.Rows * Width], w = call.Parameters[0];
        for (int o = 0; o < y.Length && useBias; o++)
        {
            y[o] = call.Parameters[1][o % Shape[^1]];
        }

        foreach ((int i, int k, int o) in Terms(call.Rows))
        {
            y[o] = PlainRounding.Round(y[o] + (call.X[i] * w[k]), call.Bits);
        }

        return y;
    }

    public override double[][] Backward(PlainCall call, double[] gradient)
    {
        double[] dx = new double[call.X.Length], w = call.Parameters[0];
        for (int o = 0; o < gradient.Length && useBias; o++)
        {
            call.AddToGradient(1, o % Shape[^1], gradient[o]);
        }

        foreach ((int i, int k, int o) in Terms(call.Rows))
        {
            dx[i] = PlainRounding.Round(dx[i] + (gradient[o] * w[k]), call.Bits);
            call.AddToGradient(0, k, call.X[i] * gradient[o]);
        }

        return [dx];
    }
}
