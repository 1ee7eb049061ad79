namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>Row x of a table for each input x, a whole number. There is no gradient of the inputs: it is zero here.</summary>
internal sealed class PlainEmbedding(PlainAttribute attribute, int[] input) : PlainLayer([.. input, attribute.Numbers[1]])
{
    /// <summary>The number of rows of the table.</summary>
    public int Vocabulary { get; } = attribute.Numbers[0];

    public override IReadOnlyList<PlainTensor> Parameters => [new PlainTensor("weight", attribute.Numbers, 0, 1)];

    public override double[] Forward(PlainCall call) =>
        [.. Enumerable.Range(0, call.Rows * Width).Select(o => call.Parameters[0][Entry(call, o)])];

    public override double[][] Backward(PlainCall call, double[] gradient)
    {
        for (int o = 0; o < gradient.Length; o++)
        {
            call.AddToGradient(0, Entry(call, o), gradient[o]);
        }

        return [new double[call.X.Length]];
    }

    private int Entry(PlainCall call, int output) => ((int)call.X[output / Shape[^1]] * Shape[^1]) + (output % Shape[^1]);
}
