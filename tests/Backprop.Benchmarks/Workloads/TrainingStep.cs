using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Workloads;

/// <summary>Forward, loss, backward and the optimizer's step, over and over on one batch.</summary>
internal sealed class TrainingStep : IWork
{
    private readonly INetwork<float> network;
    private readonly Optimizer optimizer;
    private readonly NetworkWorkspace<float> workspace;
    private readonly float[] inputs;
    private readonly int[] labels;

    public TrainingStep(INetwork<float> network, Optimizer optimizer, int batch)
    {
        this.network = network;
        this.optimizer = optimizer;
        workspace = network.CreateWorkspace(batch);
        inputs = Numbers.Normal(batch * network.InputSize);
        labels = Numbers.Labels(batch, network.OutputSize);
    }

    /// <summary>The last step's loss.</summary>
    public float Loss { get; private set; }

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Loss = network.ForwardBackward(inputs, labels, workspace);
            optimizer.Step(network, workspace);
        }
    }
}
