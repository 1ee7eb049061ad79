using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Workloads;

/// <summary>Predicts a batch of rows.</summary>
internal sealed class Prediction(INetwork<float> network, int rows) : IWork
{
    private readonly float[] inputs = Numbers.Normal(rows * network.InputSize);
    private readonly float[] outputs = new float[rows * network.OutputSize];

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            network.Predict(inputs, outputs);
        }
    }
}
