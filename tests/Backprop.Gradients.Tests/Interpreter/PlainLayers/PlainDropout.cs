namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>Dropout in one certain step, word by word as documented: number i of a step is word i mod 16 / 4 of Philox's block 4·(step·2²⁷ + i / 16) + i mod 4
/// in the layer's stream; what is below 2³²·rate drops.</summary>
/// <param name="input">The shape.</param>
/// <param name="rate">The probability.</param>
/// <param name="stream">The layer's number among those that draw.</param>
internal sealed class PlainDropout(int[] input, float rate, int stream) : PlainLayer(input)
{
    /// <summary>The workspace's seed, and its step.</summary>
    public const long Seed = 98_765_432_109, Step = 41;

    private readonly CounterRandom random = new(Seed, RandomStreams.Dropout + stream);

    public override double[] Forward(PlainCall call) => call.IsTraining ? Masked(call.X) : call.X;

    public override double[][] Backward(PlainCall call, double[] gradient) => [Masked(gradient)];

    private double[] Masked(double[] values) => [.. values.Select((value, i) => Word(i) < (uint)(rate * 4294967296.0) ? 0 : value / (1 - (double)rate))];

    private uint Word(int i)
    {
        long block = (4 * ((Step << 27) + (i / 16))) + (i % 4);
        int word = i % 16 / 4;

        // Two of a block's four words make one number.
        return (uint)(random.Bits((2 * block) + (word / 2)) >> (32 * (word % 2)));
    }
}
