using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Networks;

namespace Backprop.Benchmarks.Workloads;

/// <summary>Predicts one row of 784-128-10: calls that wait for each other's result, or calls that do not.</summary>
internal sealed class DigitRow(bool dependent) : IWork
{
    private readonly DigitLogits network = new(seed: 1);
    private readonly float[] inputs = Numbers.Normal(784);
    private readonly float[] outputs = new float[10];

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            inputs[0] = dependent ? outputs[0] * 1e-6f : inputs[0] + 1e-6f;
            network.Predict(inputs, outputs);
        }
    }
}
