using System.Numerics;
using Backprop.Gradients.Tests.Networks;
using Backprop.Gradients.Tests.Textbook;
using Backprop.Numerics;

namespace Backprop.Gradients.Tests.Threads;

/// <summary>However many threads do a step, a prediction or a training run together: not a bit differs from what one does.</summary>
public sealed class TeamBitsTests
{
    private static readonly int[] Batches = [1, 15, 16, 17, 64, 100], Teams = [2, 3, 5];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Single(0).Length)];

    public static TheoryData<int> DoubleNumbers => [.. Enumerable.Range(0, Double(0).Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void StepsGiveTheSameBits(int index)
    {
        foreach (int rows in Batches)
        {
            float[] alone = Train(Single(seed: 3)[index], rows, threads: 1);
            Assert.All(Teams, threads => Assert.Equal(alone, Train(Single(seed: 3)[index], rows, threads)));
        }
    }

    [Theory]
    [MemberData(nameof(DoubleNumbers))]
    public void StepsInDoubleGiveTheSameBits(int index)
    {
        foreach (int rows in Batches)
        {
            double[] alone = Steps(Double(seed: 3)[index], rows, threads: 1, _ => { });
            Assert.All(Teams, threads => Assert.Equal(alone, Steps(Double(seed: 3)[index], rows, threads, _ => { })));
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void PredictionsGiveTheSameBits(int index)
    {
        INetwork<float> network = Single(seed: 3)[index];
        foreach (int rows in Batches)
        {
            var data = new NetworkData<float>(network, rows, seed: 4);
            float[] alone = new float[rows * network.OutputSize], together = new float[rows * network.OutputSize];
            network.Predict(data.Inputs, alone);
            foreach (int threads in Teams)
            {
                Array.Clear(together);
                NetworkTask<float>.Run(network, null, new NetworkCall<float>(NetworkWork.Predict, rows) { Inputs = data.Inputs, Outputs = together }, threads);
                Assert.Equal(alone, together);
            }
        }
    }

    [Fact]
    public void TheTrainerGivesTheSameBits()
    {
        float[] alone = Fit(1);
        Assert.All(Teams.Prepend(0), threads => Assert.Equal(alone, Fit(threads)));
    }

    /// <summary>Enough parameters to be shared out, with and without decay.</summary>
    [Theory]
    [InlineData(0f)]
    [InlineData(0.01f)]
    public void OptimizersGiveTheSameBits(float decay)
    {
        Func<Optimizer>[] optimizers = [() => new Sgd(0.1f), () => new Momentum(0.1f), () => new Nesterov(0.1f), () => new RmsProp(0.01f), () => new Adam(0.01f), () => new AdamW(0.01f), () => new Lion(0.01f)];
        foreach (Func<Optimizer> make in optimizers)
        {
            float[] alone = Steps(new TeamWide(1), 20, 1, make, decay);
            Assert.All(Teams, threads => Assert.Equal(alone, Steps(new TeamWide(1), 20, threads, make, decay)));
        }
    }

    /// <summary>The caller's gradient may lie where the outputs are: they are read until nobody needs it any more.</summary>
    [Fact]
    public void AGivenGradientMayLieInTheOutputs()
    {
        foreach (int rows in Batches)
        {
            float[] alone = Backward(1, rows, inOutputs: false);
            Assert.All(Teams.Prepend(1), threads => Assert.Equal(alone, Backward(threads, rows, inOutputs: true)));
        }
    }

    /// <summary>Several callers, each with a workspace of several threads: there are not enough for all, and nobody notices.</summary>
    [Fact]
    public void ManyWorkspacesAtOnceGiveTheSameBits()
    {
        INetwork<float>[] networks = [new TeamImages(1), new TeamLeNet(2), new TeamWide(3), new TeamLeNet(4)];
        float[][] alone = [.. networks.Select((network, number) => Train(Fresh(number), 64, threads: 1))];
        var failures = new Exception?[networks.Length];
        Thread[] callers = [.. networks.Select((_, number) => new Thread(() => failures[number] = Record.Exception(() =>
        {
            for (int repetition = 0; repetition < 10; repetition++)
            {
                Assert.Equal(alone[number], Train(Fresh(number), 64, threads: 3));
            }
        })))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());

        Assert.All(failures, Assert.Null);

        INetwork<float> Fresh(int number) => number switch { 0 => new TeamImages(1), 1 => new TeamLeNet(2), 2 => new TeamWide(3), _ => new TeamLeNet(4) };
    }

    [Fact]
    public void ThreadedStepsAllocateNothing()
    {
        INetwork<float>[] networks = [new TeamImages(1), new TeamWide(1)];
        foreach (INetwork<float> network in networks)
        {
            var data = new NetworkData<float>(network, 64, seed: 2);
            NetworkWorkspace<float> workspace = network.CreateWorkspace(64, threads: 3);
            var optimizer = new AdamW(0.01f);
            float[] outputs = new float[64 * network.OutputSize];
            long least = long.MaxValue;
            for (int measurement = 0; measurement < 4; measurement++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 20; i++)
                {
                    network.Forward(data.Inputs, workspace);
                    network.Loss(data.Targets, workspace);
                    network.Backward(workspace);
                    network.Evaluate(data.Inputs, workspace);
                    data.ForwardBackward(network, workspace, preferLabels: true);
                    optimizer.Step(network, workspace);
                    NetworkTask<float>.Run(network, null, new NetworkCall<float>(NetworkWork.Predict, 64) { Inputs = data.Inputs, Outputs = outputs }, 3);
                }

                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void SmallWorkHasOneThreadAndLargeWorkAsManyAsAllowed()
    {
        Assert.Equal(1, new SpiralClassifier.Workspace(16).Threads);
        Assert.Equal(Math.Min(Environment.ProcessorCount, 8), new TeamWide.Workspace(128).Threads is var threads && threads > 8 ? 8 : threads);
        Assert.Equal(3, new SpiralClassifier.Workspace(16, threads: 3).Threads);
        Assert.Equal("threads", Assert.Throws<ArgumentOutOfRangeException>(() => new SpiralClassifier.Workspace(16, threads: -1)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.MaxThreads = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer<SpiralClassifier>(new SpiralClassifier(), new Sgd(1)) { Threads = -1 });
    }

    private static INetwork<float>[] Single(long seed) =>
        [.. AllNetworks.Single(seed), AllNetworks.WithModes(seed).Single, new TeamImages(seed), new TeamLeNet(seed), new TeamWide(seed)];

    private static INetwork<double>[] Double(long seed) => [.. AllNetworks.Double(seed), AllNetworks.WithModes(seed).Double];

    private static float[] Train(INetwork<float> network, int rows, int threads) => Steps(network, rows, threads, () => new Adam(0.01f), 1e-3f);

    private static float[] Steps(INetwork<float> network, int rows, int threads, Func<Optimizer> make, float decay)
    {
        Optimizer optimizer = make();
        optimizer.WeightDecay = decay;
        return Steps(network, rows, threads, workspace => optimizer.Step(network, workspace));
    }

    // Every loss, output, gradient, parameter and running average of a few steps.
    private static T[] Steps<T>(INetwork<T> network, int rows, int threads, Action<NetworkWorkspace<T>> update)
        where T : unmanaged, INumber<T>
    {
        var data = new NetworkData<T>(network, rows, seed: 9);
        NetworkWorkspace<T> workspace = network.CreateWorkspace(rows + 3, threads);
        List<T> bits = [];
        for (int step = 0; step < 3; step++)
        {
            bits.Add(data.ForwardBackward(network, workspace, preferLabels: step % 2 == 0));
            bits.AddRange(workspace.Gradients);
            update(workspace);
            bits.AddRange(network.Forward(data.Inputs, workspace));
            bits.Add(network.Loss(data.Targets, workspace));
            network.Backward(workspace);
            bits.AddRange(workspace.Gradients);
            bits.AddRange(network.Evaluate(data.Inputs, workspace));
            bits.Add(network.Loss(data.Targets, workspace));
        }

        bits.AddRange(network.Parameters);
        bits.AddRange(network.State);
        Assert.Equal(threads, workspace.Threads);
        return [.. bits];
    }

    private static float[] Backward(int threads, int rows, bool inOutputs)
    {
        var model = new TeamGenerator(seed: 1);
        var workspace = new TeamGenerator.Workspace(rows, threads);
        var data = new NetworkData<float>(model, rows, seed: 2);
        ReadOnlySpan<float> outputs = model.Forward(data.Inputs, workspace);
        model.Backward(inOutputs ? outputs : outputs.ToArray(), workspace);
        return [.. workspace.Gradients, .. workspace.InputGradient];
    }

    private static float[] Fit(int threads)
    {
        var model = new SpiralClassifier(seed: 42);
        var trainer = new Trainer<SpiralClassifier>(model, new AdamW(learningRate: 0.005f)) { GradientClipping = GradientClipping.ByNorm(1), Seed = 3, Threads = threads };
        Dataset data = Spirals.Make(seed: 1).Standardize().Dataset;
        TrainingHistory history = trainer.Fit(data, epochs: 3, batchSize: 64);
        return [.. history.Epochs.Select(epoch => (float)epoch.TrainingLoss), (float)trainer.Evaluate(data).Loss, .. model.Parameters];
    }
}
