using Backprop.Gradients.Tests.Networks;
using Backprop.Gradients.Tests.Textbook;

namespace Backprop.Gradients.Tests.Training;

/// <summary>The trainer on emitted networks.</summary>
public sealed class EmittedTrainerTests
{
    private static readonly Dataset Data = Spirals.Make(seed: 1);

    [Fact]
    public void DivergenceNamesEpochStepAndLayer()
    {
        var model = new SpiralClassifier(seed: 1);
        var trainer = new Trainer<SpiralClassifier>(model, new Sgd(learningRate: 1e25f));

        // The first step makes the weights about 1e23; the second's hidden values are finite, the logits, products of the two, are not.
        var exception = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Data, epochs: 3, batchSize: 64));

        Assert.Equal((1, 2L, "Dense2"), (exception.Epoch, exception.Step, exception.Layer));
        Assert.False(float.IsFinite(exception.Loss));
        Assert.Contains("epoch 1 at step 2", exception.Message);
        Assert.Contains("Dense2", exception.Message);
        Assert.Empty(exception.History.Epochs);
        Assert.All(model.Parameters.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void ABadInputIsNamedAsTheFirstLayer()
    {
        float[] inputs = [.. Enumerable.Range(0, 40).Select(i => i == 26 ? float.NaN : i / 40f)];
        Dataset data = Dataset.Classification(inputs, new int[20], inputSize: 2, classes: 3);
        var model = new SpiralClassifier(seed: 1);
        float[] before = model.Parameters.ToArray();

        var exception = Assert.Throws<TrainingDivergedException>(() => new Trainer<SpiralClassifier>(model, new Adam()).Fit(data, epochs: 1, batchSize: 20));

        Assert.Equal((1, 1L, "Input"), (exception.Epoch, exception.Step, exception.Layer));
        Assert.Contains("Row 13 of the training data", exception.Message);
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void EarlyStoppingRestoresTheBestWeights()
    {
        (Dataset train, Dataset validation) = Data.Shuffle(2).Split(0.5);
        var model = new SpiralClassifier(seed: 2);
        var weights = new Dictionary<int, float[]>();
        var trainer = new Trainer<SpiralClassifier>(model, new Adam(learningRate: 0.1f)) { EarlyStopping = new EarlyStopping(patience: 4) };

        TrainingHistory history = trainer.Fit(train, validation, epochs: 500, batchSize: 32, new ReportTo(progress => weights[progress.Epoch] = model.Parameters.ToArray()));

        int best = history.BestEpoch!.Value;
        Assert.True(history.StoppedEarly);
        Assert.Equal(best + 4, history.Epochs.Count);
        Assert.Equal(history.Epochs.Min(epoch => epoch.ValidationLoss), history.Epochs[best - 1].ValidationLoss);
        Assert.Equal(weights[best], model.Parameters.ToArray());
        Assert.Equal(history.Epochs[best - 1].ValidationLoss!.Value, trainer.Evaluate(validation).Loss, 1e-6);
    }

    [Fact]
    public void ACancelledModelIsUsable()
    {
        using var source = new CancellationTokenSource();
        var model = new SpiralClassifier(seed: 3);
        var trainer = new Trainer<SpiralClassifier>(model, new Adam(learningRate: 0.005f));

        TrainingHistory history = trainer.Fit(Data, epochs: 1000, batchSize: 64, new ReportTo(progress => Cancel(progress.Epoch)), source.Token);

        Assert.True(history.Cancelled);
        Assert.Equal(5, history.Epochs.Count);
        Evaluation then = trainer.Evaluate(Data);
        Assert.Equal(7, trainer.Fit(Data, epochs: 7, batchSize: 64).Epochs.Count);
        Assert.True(trainer.Evaluate(Data).Loss < then.Loss);

        void Cancel(int epoch)
        {
            if (epoch == 5)
            {
                source.Cancel();
            }
        }
    }

    /// <summary>The interface and the class train alike, to the bit.</summary>
    [Fact]
    public void TheInterfaceTrainsAsTheClassDoes()
    {
        SpiralClassifier one = new(seed: 4), other = new(seed: 4);

        new Trainer<SpiralClassifier>(one, new Adam()).Fit(Data, epochs: 2, batchSize: 50);
        new Trainer<INetwork<float>>(other, new Adam()).Fit(Data, epochs: 2, batchSize: 50);

        Assert.Equal(one.Parameters.ToArray(), other.Parameters.ToArray());
        Assert.NotEqual(new SpiralClassifier(seed: 4).Parameters.ToArray(), one.Parameters.ToArray());
    }

    [Fact]
    public void ANetworkWithoutALossIsRefused()
    {
        var exception = Assert.Throws<ArgumentException>("model", () => new Trainer<Generator>(new Generator(), new Adam()));
        Assert.Contains("Generator has no loss", exception.Message);
    }

    /// <summary>XOR, by hand: the trainer is for single precision.</summary>
    [Fact]
    public void ADoublePrecisionNetworkTrainsByHand()
    {
        var model = new Xor(seed: 1);
        var workspace = new Xor.Workspace(batchSize: 4);
        double[] inputs = [0, 0, 0, 1, 1, 0, 1, 1], targets = [0, 1, 1, 0], outputs = new double[4];

        double first = model.ForwardBackward(inputs, targets, workspace), last = first;
        for (int step = 0; step < 3000; step++)
        {
            for (int i = 0; i < Xor.ParameterCount; i++)
            {
                model.Parameters[i] -= 0.5 * workspace.Gradients[i];
            }

            last = model.ForwardBackward(inputs, targets, workspace);
        }

        model.Predict(inputs, outputs);
        Assert.True(first > 0.5);
        Assert.InRange(last, 0, 0.01);
        Assert.All(outputs, (value, i) => Assert.Equal(targets[i], value, 0.05));
    }

    private sealed class ReportTo(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
