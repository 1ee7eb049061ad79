namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>An activation. Softmax is one over each row.</summary>
internal sealed class PlainElementwise(Activation kind, double slope, int[] input) : PlainLayer(input)
{
    public override double[] Forward(PlainCall call) => kind == Activation.Softmax
        ? PlainLoss.Softmax(call.X, Width)
        : Array.ConvertAll(call.X, x => PlainActivation.Value(kind, slope, x));

    public override double[][] Backward(PlainCall call, double[] gradient) => kind == Activation.Softmax
        ? [SoftmaxBackward(PlainLoss.Softmax(call.X, Width), gradient)]
        : [[.. call.X.Zip(gradient, (x, g) => g * PlainActivation.Derivative(kind, slope, x))]];

    public override IEnumerable<(int Row, double Distance)> OffKinks(PlainCall call) => Off(call).Select((off, index) => (index % call.X.Length / Width, Math.Abs(off)));

    public override IEnumerable<int> Regions(PlainCall call) => Off(call).Select(off => Math.Sign(off));

    private IEnumerable<double> Off(PlainCall call) => PlainActivation.Kinks(kind).ToArray().SelectMany(kink => call.X.Select(x => x - kink));

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
