namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>An activation. Softmax is one over each row.</summary>
internal sealed class PlainElementwise(Activation kind, double slope, int[] input) : PlainLayer(input)
{
    public override double[] Forward(PlainCall call) => kind == Activation.Softmax
        ? PlainLoss.Softmax(call.X, Width)
        : Array.ConvertAll(call.X, x => PlainActivation.Value(kind, slope, x));

    public override double[][] Backward(PlainCall call, double[] gradient) => kind == Activation.Softmax
        ? [SoftmaxBackward([.. Forward(call).Select(y => PlainRounding.Perturb(y, call.Bits))], gradient)]
        : [[.. call.X.Zip(gradient, (x, g) => g * (call.Bits is { } bits ? Derivative(x, bits) : PlainActivation.Derivative(kind, slope, x)))]];

    public override IEnumerable<(int Row, double Distance)> OffKinks(PlainCall call) => Off(call).Select((off, index) => (index % call.X.Length / Width, Math.Abs(off)));

    public override IEnumerable<int> Regions(PlainCall call) => Off(call).Select(off => Math.Sign(off));

    private IEnumerable<double> Off(PlainCall call) => PlainActivation.Kinks(kind).ToArray().SelectMany(kink => call.X.Select(x => x - kink));

    /// <summary>f′ of those that flatten out, from an f(x) of so many bits: of f′ = 1 − y², less is left the closer y is to 1.</summary>
    private double Derivative(double x, int bits)
    {
        double y = PlainRounding.Perturb(PlainActivation.Value(kind, slope, x), bits);
        return kind switch
        {
            Activation.Tanh => 1 - (y * y),
            Activation.Sigmoid => y * (1 - y),
            Activation.ELU when x <= 0 => y + 1,
            Activation.SELU when x <= 0 => y + 1.7580993408473766, // λ·α
            Activation.Softsign => (1 - Math.Abs(y)) * (1 - Math.Abs(y)),
            Activation.Softplus => 1 - Math.Exp(-y),
            _ => PlainActivation.Derivative(kind, slope, x),
        };
    }

    // ∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ)
    private double[] SoftmaxBackward(double[] y, double[] gradient)
    {
        var dx = new double[y.Length];
        for (int j = 0; j < dx.Length; j++)
        {
            for (int i = j / Width * Width; i < ((j / Width) + 1) * Width; i++)
            {
                dx[j] += gradient[i] * y[i] * ((i == j ? 1 : 0) - y[j]);
            }
        }

        return dx;
    }
}
