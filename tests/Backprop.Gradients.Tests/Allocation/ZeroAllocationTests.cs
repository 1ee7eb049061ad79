using System.Numerics;
using Backprop.Gradients.Tests.Networks;
using Backprop.Gradients.Tests.Textbook;
using Backprop.Gradients.Tests.Weights;

namespace Backprop.Gradients.Tests.Allocation;

/// <summary>No call of a training step allocates a byte, after the first of its kind on a thread.</summary>
/// <remarks>What the code allocates it allocates every time, for it does the same every time. The .NET runtime allocates too, now and then, on
/// whichever thread is at hand: when one of its process-wide caches (of casts, of generic virtual calls) grows because another test loads types.
/// So each measurement is taken up to <see cref="Measurements"/> times, and the least of them counts.</remarks>
public sealed class ZeroAllocationTests
{
    private const int Rows = 13, Repetitions = 25, Measurements = 3;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, AllNetworks.Single(0).Length + 1)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void SinglePrecisionNetworksAllocateNothing(int index)
    {
        INetwork<float> network = AllNetworks.Single(seed: 1).Append(AllNetworks.WithModes(seed: 1).Single).ElementAt(index);
        Measure(network);
        NetworkWorkspace<float> workspace = network.CreateWorkspace(Rows);
        new NetworkData<float>(network, Rows, seed: 2).ForwardBackward(network, workspace, preferLabels: true);
        foreach (Optimizer optimizer in new Optimizer[] { new Sgd(0.01f), new Momentum(0.01f), new Nesterov(0.01f), new RmsProp(0.01f), new Adam(0.01f), new AdamW(0.01f), new Lion(0.01f) })
        {
            optimizer.WeightDecay = 1e-3f;
            AssertAllocatesNothing(() => optimizer.Step(network, workspace), optimizer.GetType().Name);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void DoublePrecisionNetworksAllocateNothing(int index) => Measure(AllNetworks.Double(seed: 1).Append(AllNetworks.WithModes(seed: 1).Double).ElementAt(index));

    [Fact]
    public void ANetworkWithoutALossAllocatesNothing()
    {
        var model = new Generator(seed: 1);
        var workspace = new Generator.Workspace(batchSize: Rows);
        var data = new NetworkData<float>(model, Rows, seed: 2);
        float sum = 0;

        AssertAllocatesNothing(
            () =>
            {
                model.Forward(data.Inputs, workspace);
                model.Backward(data.Targets, workspace);
                sum += workspace.InputGradient[0];
            },
            "Backward");

        Assert.NotEqual(0, sum);
    }

    [Fact]
    public void PredictingWithWeightsInTheAssemblyAllocatesNothing()
    {
        float[] inputs = new float[9 * 6], outputs = new float[9 * 5];

        AssertAllocatesNothing(() => Shipped.Shared.Predict(inputs, outputs), "constants");
        AssertAllocatesNothing(() => ShippedAsResource.Shared.Predict(inputs, outputs), "a resource");
    }

    [Fact]
    public void TheTypedCallsAllocateNothing()
    {
        var model = new SpiralClassifier(seed: 42);
        var workspace = new SpiralClassifier.Workspace(batchSize: 64);
        var data = new NetworkData<float>(model, 64, seed: 2);
        float[] outputs = new float[64 * 3];
        float sum = 0;

        AssertAllocatesNothing(
            () =>
            {
                sum += model.ForwardBackward(data.Inputs, data.Labels, workspace);
                sum += model.Forward(data.Inputs, workspace)[0];
                sum += model.Loss(data.Targets, workspace);
                model.Backward(workspace);
                model.Predict(data.Inputs, outputs);
                sum += model.Layers.Dense1.Weight[0] + workspace.Layers.Dense2.Bias[0] + SpiralClassifier.Layout.Count;
            },
            "the calls");

        Assert.True(float.IsFinite(sum));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnEpochAfterTheFirstAllocatesNothing(bool withProbabilities)
    {
        long[][] bytes = [.. Enumerable.Range(0, Measurements).Select(_ => BytesPerEpoch(withProbabilities))];

        Assert.Equal(Enumerable.Repeat(0L, 7), Enumerable.Range(0, 7).Select(epoch => bytes.Min(run => run[epoch])));
    }

    private static long[] BytesPerEpoch(bool withProbabilities)
    {
        Dataset labels = Spirals.Make(seed: 1).Standardize().Dataset.Shuffle(4);
        (Dataset train, Dataset validation) = (withProbabilities ? labels.OneHot() : labels).Split(0.8);
        var trainer = new Trainer<SpiralClassifier>(new SpiralClassifier(seed: 1), new AdamW(learningRate: 1e-3f) { WeightDecay = 1e-2f })
        {
            Schedule = Schedules.Warmup(3).Then(Schedules.Cosine(minimum: 1e-5f)),
            GradientClipping = GradientClipping.ByNorm(1.0f),
            EarlyStopping = new EarlyStopping(patience: 20),
        };
        var meter = new EpochMeter(epochs: 8);

        trainer.Fit(train, validation, epochs: 8, batchSize: 64, meter);

        return [.. meter.BytesPerEpoch];
    }

    /// <summary>The meter works.</summary>
    [Fact]
    public void AnAllocationIsSeen()
    {
        object? kept = null;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertAllocatesNothing(() => kept = new object(), "an object"));
        Assert.NotNull(kept);
    }

    private static void Measure<T>(INetwork<T> network)
        where T : unmanaged, INumber<T>
    {
        NetworkWorkspace<T> workspace = network.CreateWorkspace(Rows);
        var data = new NetworkData<T>(network, Rows, seed: 2);
        var outputs = new T[Rows * network.OutputSize];
        T loss = T.Zero;

        AssertAllocatesNothing(() => network.Forward(data.Inputs, workspace), "Forward");
        AssertAllocatesNothing(() => loss = network.Loss(data.Targets, workspace), "Loss");
        AssertAllocatesNothing(() => loss = data.ForwardBackward(network, workspace, preferLabels: true), "ForwardBackward");
        AssertAllocatesNothing(() => loss = data.ForwardBackward(network, workspace, preferLabels: false), "ForwardBackward");
        AssertAllocatesNothing(
            () =>
            {
                network.Forward(data.Inputs, workspace);
                loss = network.Loss(data.Targets, workspace);
                network.Backward(workspace);
            },
            "Backward");
        AssertAllocatesNothing(() => network.Predict(data.Inputs, outputs), "Predict");
        AssertAllocatesNothing(() => network.Evaluate(data.Inputs, workspace), "Evaluate");
        AssertAllocatesNothing(() => network.Forward(data.Inputs.AsSpan(0, network.InputSize), workspace), "Forward of one row");
        AssertAllocatesNothing(() => network.FindNonFiniteLayer(workspace), "FindNonFiniteLayer");
        Assert.True(T.IsFinite(loss));
    }

    private static void AssertAllocatesNothing(Action action, string what)
    {
        action();
        action();
        long allocated = Enumerable.Range(0, Measurements).Select(_ => Allocated(action)).Min();
        Assert.True(allocated == 0, $"{what} allocated {allocated} bytes in {Repetitions} calls.");
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Repetitions; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Bytes allocated from the end of one epoch to the end of the next.</summary>
    private sealed class EpochMeter(int epochs) : IProgress<TrainingProgress>
    {
        private readonly long[] allocated = new long[epochs];

        public IEnumerable<long> BytesPerEpoch => allocated.Skip(1).Zip(allocated, (after, before) => after - before);

        public void Report(TrainingProgress value) => allocated[value.Epoch - 1] = GC.GetAllocatedBytesForCurrentThread();
    }
}
