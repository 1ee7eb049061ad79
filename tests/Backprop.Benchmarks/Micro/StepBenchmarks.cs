using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Networks;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Micro;

/// <summary>The parts of a training step, and the step: nothing of it allocates.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private readonly Adam optimizer = new();
    private INetwork<float> network = new SpiralClassifier();
    private NetworkWorkspace<float> workspace = new SpiralClassifier.Workspace(1);
    private float[] inputs = [];
    private int[] labels = [];
    private float[] outputs = [];

    /// <summary>The network and its batch.</summary>
    [Params("2-128-3", "784-128-10", "784-512-512-10", "LeNet-5")]
    public string Network { get; set; } = "";

    /// <summary>Makes network, workspace and a batch.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (network, int batch) = Network switch
        {
            "2-128-3" => ((INetwork<float>)new SpiralClassifier(1), 64),
            "784-128-10" => (new DigitClassifier(1), 64),
            "784-512-512-10" => (new WideClassifier(1), 128),
            _ => (new LeNetClassifier(1), 32),
        };
        workspace = network.CreateWorkspace(batch);
        inputs = Numbers.Normal(batch * network.InputSize);
        labels = Numbers.Labels(batch, network.OutputSize);
        outputs = new float[batch * network.OutputSize];
        network.ForwardBackward(inputs, labels, workspace);
    }

    /// <summary>Forward.</summary>
    [Benchmark]
    public void Forward() => network.Forward(inputs, workspace);

    /// <summary>Forward, loss and backward.</summary>
    [Benchmark]
    public float ForwardBackward() => network.ForwardBackward(inputs, labels, workspace);

    /// <summary>All of it, with Adam.</summary>
    [Benchmark]
    public float Step()
    {
        float loss = network.ForwardBackward(inputs, labels, workspace);
        optimizer.Step(network, workspace);
        return loss;
    }

    /// <summary>Inference of the batch.</summary>
    [Benchmark]
    public void Predict() => network.Predict(inputs, outputs);
}
