using Backprop.Onnx.Tests.Infrastructure;
using Mnist;
using Residual;
using Spiral;

namespace Backprop.Onnx.Tests.Cases;

/// <summary>The networks of the samples, after a few steps of training.</summary>
internal static class SampleCases
{
    private const int Seed = 7, Rows = 32, Steps = 20;

    public static IEnumerable<OnnxCase> Make() =>
    [
        Trained(new SpiralClassifier(Seed)),
        Trained(new LeNet5(Seed)),
        Trained(new Mlp(Seed)),
        Trained(new PlainSigmoid(Seed)),
        Trained(new SigmoidSkip(Seed)),
        Trained(new PlainReLU(Seed)),
        Trained(new ReLUSkip(Seed)),
        Trained(new NormalizedReLUSkip(Seed)),
    ];

    // On inputs of random classes: what is learned does not matter, but that no parameter is where it started.
    private static OnnxCase Trained(INetwork<float> network)
    {
        var random = new Random(Seed);
        var optimizer = new Adam(learningRate: 1e-3f);
        NetworkWorkspace<float> workspace = network.CreateWorkspace(Rows);
        for (int step = 0; step < Steps; step++)
        {
            float[] inputs = [.. Enumerable.Range(0, Rows * network.InputSize).Select(_ => (2 * random.NextSingle()) - 1)];
            int[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(network.OutputSize))];
            network.ForwardBackward(inputs, labels, workspace);
            optimizer.Step(network, workspace);
        }

        string name = network.GetType().FullName!;
        return OnnxCase.Of(name, $"the sample's {name}", network, ModelNumbers.Inputs(network, Seed, spread: 1));
    }
}
