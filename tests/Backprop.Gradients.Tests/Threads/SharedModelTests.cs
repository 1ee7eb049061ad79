using Backprop.Gradients.Tests.Networks;

namespace Backprop.Gradients.Tests.Threads;

/// <summary>One model serves many threads, each with a workspace of its own; predictions need none.</summary>
public sealed class SharedModelTests
{
    private const int Rows = 37, Repetitions = 200;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, AllNetworks.Single(0).Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void TwoThreadsGetTheBitsOfOne(int index)
    {
        INetwork<float> network = AllNetworks.Single(seed: 3)[index];
        NetworkData<float>[] data = [new(network, Rows, seed: 1), new(network, Rows, seed: 2)];
        (float Loss, float[] Gradients)[] alone = [.. data.Select(some => Step(network, some, network.CreateWorkspace(Rows)))];

        InParallel(2, thread =>
        {
            NetworkWorkspace<float> workspace = network.CreateWorkspace(Rows);
            for (int i = 0; i < Repetitions; i++)
            {
                (float loss, float[] gradients) = Step(network, data[thread], workspace);
                Assert.Equal(alone[thread].Loss, loss);
                Assert.Equal(alone[thread].Gradients, gradients);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void PredictionsFromManyThreadsDoNotMix(int index)
    {
        INetwork<float> network = AllNetworks.Single(seed: 3)[index];
        NetworkData<float>[] data = [.. Enumerable.Range(0, 4).Select(seed => new NetworkData<float>(network, Rows + seed, seed))];
        float[][] alone = [.. data.Select(some => Predict(network, some))];

        InParallel(4, thread =>
        {
            for (int i = 0; i < Repetitions; i++)
            {
                Assert.Equal(alone[thread], Predict(network, data[thread]));
            }
        });
    }

    private static (float Loss, float[] Gradients) Step(INetwork<float> network, NetworkData<float> data, NetworkWorkspace<float> workspace) =>
        (data.ForwardBackward(network, workspace, preferLabels: true), workspace.Gradients.ToArray());

    private static float[] Predict(INetwork<float> network, NetworkData<float> data)
    {
        float[] outputs = new float[data.Labels.Length * network.OutputSize];
        network.Predict(data.Inputs, outputs);
        return outputs;
    }

    // Threads of their own, released at once; the first failure is rethrown.
    private static void InParallel(int count, Action<int> work)
    {
        using var start = new Barrier(count);
        var failures = new Exception?[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            failures[number] = Record.Exception(() => work(number));
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(failures, Assert.Null);
    }
}
