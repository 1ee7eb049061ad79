using Backprop.Gradients.Tests.Networks;

namespace Backprop.Gradients.Tests.Normalization;

/// <summary>Batch statistics in training, running averages in inference. The numbers of PyTorch are in the tests of the reference layers.</summary>
public sealed class BatchNormTests
{
    private const int Rows = 9;

    [Fact]
    public void GradientsAreThoseOfTheWholeBatch()
    {
        AssertSlopes(new FoldedNorms(seed: 1));
        AssertSlopes(new StandingNorms(seed: 1));
        AssertSlopes(new NormBlocks(seed: 1));
    }

    /// <summary>running ← running + m·(batch − running), the variance divided by n − 1.</summary>
    [Fact]
    public void ForwardUpdatesTheRunningAverages()
    {
        var model = new FoldedNorms(seed: 2);
        var workspace = new FoldedNorms.Workspace(Rows);
        var data = new NetworkData<double>(model, Rows, seed: 3);
        Assert.Equal(["batchNorm1.runningMean", "batchNorm1.runningVariance", "batchNorm2.runningMean", "batchNorm2.runningVariance"], FoldedNorms.StateLayout.Parameters.Select(state => state.Name));
        Assert.All(FoldedNorms.StateLayout.Parameters, state => Assert.Equal(ParameterKind.State, state.Kind));
        Assert.Equal(Enumerable.Repeat(0.0, 17).Concat(Enumerable.Repeat(1.0, 17)), model.State[..34].ToArray());

        double[] sums = Sums(model, data.Inputs);
        double[] mean = new double[17], variance = Enumerable.Repeat(1.0, 17).ToArray();
        for (int step = 0; step < 3; step++)
        {
            model.Forward(data.Inputs, workspace);
            for (int channel = 0; channel < 17; channel++)
            {
                double[] column = [.. Enumerable.Range(0, Rows).Select(row => sums[(row * 17) + channel])];
                double average = column.Average();
                mean[channel] += 0.25 * (average - mean[channel]);
                variance[channel] += 0.25 * ((column.Sum(value => (value - average) * (value - average)) / (Rows - 1)) - variance[channel]);
            }
        }

        Assert.All(mean.Zip(model.State[..17].ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        Assert.All(variance.Zip(model.State[17..34].ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-13));

        double[] state = model.State.ToArray();
        model.Predict(data.Inputs, new double[Rows * 3]);
        model.Evaluate(data.Inputs, workspace);
        Assert.Equal(state, model.State);
    }

    /// <summary>Inference by the formula, layer by layer, against what is folded.</summary>
    [Fact]
    public void PredictTakesTheRunningAverages()
    {
        var model = new FoldedNorms(seed: 2);
        var data = new NetworkData<double>(model, Rows, seed: 3);
        var random = new CounterRandom(seed: 4, stream: 0);
        for (int i = 0; i < model.Parameters.Length; i++)
        {
            model.Parameters[i] += 0.3 * random.Normal(i);
        }

        for (int i = 0; i < model.State.Length; i++)
        {
            model.State[i] = 0.5 + random.Uniform(1000 + i);
        }

        double[] hidden = Sums(model, data.Inputs), expected = new double[Rows * 3], outputs = new double[Rows * 3];
        for (int i = 0; i < hidden.Length; i++)
        {
            int channel = i % 17;
            double normalized = (hidden[i] - model.State[channel]) / Math.Sqrt(model.State[17 + channel] + 1e-5);
            hidden[i] = Math.Max(0, (normalized * model.Layers.BatchNorm1.Weight[channel]) + model.Layers.BatchNorm1.Bias[channel]);
        }

        for (int i = 0; i < expected.Length; i++)
        {
            int row = i / 3, unit = i % 3;
            double sum = Enumerable.Range(0, 17).Sum(k => hidden[(row * 17) + k] * model.Layers.Dense2.Weight[(k * 3) + unit]);
            expected[i] = Math.Tanh((sum - model.State[34 + unit]) / Math.Sqrt(model.State[37 + unit] + 1e-5));
        }

        model.Predict(data.Inputs, outputs);
        Assert.All(expected.Zip(outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(outputs, model.Evaluate(data.Inputs, new FoldedNorms.Workspace(Rows)));
    }

    /// <summary>With running averages that are the batch's own (biased) moments, inference is training.</summary>
    [Fact]
    public void InferenceWithTheBatchsMomentsIsTraining()
    {
        var model = new StandingNorms(seed: 5);
        var workspace = new StandingNorms.Workspace(Rows);
        var data = new NetworkData<double>(model, Rows, seed: 6);
        double[] trained = model.Forward(data.Inputs, workspace).ToArray();

        // Momentum 0.1 from 0 and 1: the first step's averages are 0.1·mean and 0.9 + 0.1·variance·n/(n − 1).
        double n = Rows * 3 * 2;
        foreach (ParameterInfo part in StandingNorms.StateLayout.Parameters)
        {
            Span<double> values = model.State.Slice(part.Offset, part.Length);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = part.Name.EndsWith("Mean", StringComparison.Ordinal) ? values[i] / 0.1 : (values[i] - (1 - 0.1)) / 0.1 * (n - 1) / n;
            }
        }

        double[] predicted = new double[trained.Length];
        model.Predict(data.Inputs, predicted);
        Assert.All(trained.Zip(predicted), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void EachRepetitionHasItsOwnState()
    {
        var model = new NormBlocks(seed: 1);
        Assert.Equal(
            ["body[0].norm.runningMean", "body[0].norm.runningVariance", "body[1].norm.runningMean", "body[1].norm.runningVariance", "body[2].norm.runningMean", "body[2].norm.runningVariance",
                "shared.norm.runningMean", "shared.norm.runningVariance"],
            NormBlocks.StateLayout.Parameters.Select(state => state.Name));
        Assert.Equal(model.State.Length, NormBlocks.StateLayout.Count);
        Assert.All(NormBlocks.StateLayout.Parameters, part =>
            Assert.All(model.State.Slice(part.Offset, part.Length).ToArray(), value => Assert.Equal(part.Name.EndsWith("Variance", StringComparison.Ordinal) ? 1 : 0, value)));

        var data = new NetworkData<double>(model, Rows, seed: 6);
        model.Forward(data.Inputs, new NormBlocks.Workspace(Rows));
        double[][] parts = [.. NormBlocks.StateLayout.Parameters.Select(part => model.State.Slice(part.Offset, part.Length).ToArray())];
        Assert.Distinct(parts.Select(part => string.Join(" ", part)));
        Assert.All(parts, part => Assert.All(part, value => Assert.True(double.IsFinite(value) && value is not (0 or 1))));
    }

    /// <summary>One value per channel has no variance: the output is β, and nothing divides by zero.</summary>
    [Fact]
    public void ABatchOfOneRowGivesTheBias()
    {
        var model = new SingleNorm();
        var workspace = new SingleNorm.Workspace(1);
        model.Layers.BatchNorm1.Bias[1] = 0.5f;

        Assert.Equal([0, 0.5f, 0], model.Forward([3, -4, 1e6f], workspace).ToArray());
        model.Backward([1, 1, 1], workspace);
        Assert.All(workspace.Gradients.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(model.State.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    // x·W + b of the first layer.
    private static double[] Sums(FoldedNorms model, double[] inputs) =>
        [.. Enumerable.Range(0, Rows * 17).Select(i => model.Layers.Dense1.Bias[i % 17] + Enumerable.Range(0, 5).Sum(k => inputs[((i / 17) * 5) + k] * model.Layers.Dense1.Weight[(k * 17) + (i % 17)]))];

    private static void AssertSlopes(INetwork<double> network)
    {
        NetworkWorkspace<double> workspace = network.CreateWorkspace(Rows);
        var data = new NetworkData<double>(network, Rows, seed: 7);
        network.ForwardBackward(data.Inputs, data.Targets, workspace);
        double[] gradients = workspace.Gradients.ToArray();
        double largest = gradients.Max(Math.Abs);
        for (int i = 0; i < gradients.Length; i++)
        {
            const double Step = 1e-5;
            double value = network.Parameters[i];
            network.Parameters[i] = value + Step;
            double above = network.ForwardBackward(data.Inputs, data.Targets, workspace);
            network.Parameters[i] = value - Step;
            double below = network.ForwardBackward(data.Inputs, data.Targets, workspace);
            network.Parameters[i] = value;
            Assert.Equal(gradients[i], (above - below) / (2 * Step), 1e-7 * largest);
        }
    }
}
