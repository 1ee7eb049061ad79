using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Normalization;

/// <summary>Batch norm over an image, behind a layer and before one.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3, 2, 5)]
[Dense(9)]
[BatchNorm(Momentum = 0.25f, Epsilon = 1e-3f, Name = "norm")]
[Activation(Activation.Tanh)]
[Flatten]
[Dense(2)]
[MeanSquaredError]
public sealed partial class BatchNormNetwork;

/// <summary>Batch norm alone, over rows.</summary>
[Network]
[Input(17)]
[BatchNorm]
public sealed partial class BatchNormRows;

/// <summary>Batch norm's two modes, and its running averages.</summary>
public sealed class BatchStatisticsTests
{
    [Fact]
    public void GradientsAreTheDifferencesWithinANetwork()
    {
        var model = new BatchNormNetwork(seed: 1);
        double error = LayerGradients.LargestError(model, LayerGradients.Normals(4 * BatchNormNetwork.InputSize, seed: 2), seed: 3);
        Assert.True(error <= 1e-7, $"The gradients are off by {error}.");
    }

    [Fact]
    public void TheStateIsNamedAndStartsAtMeanZeroAndVarianceOne()
    {
        var model = new BatchNormNetwork(seed: 1);

        Assert.Equal(["norm.runningMean", "norm.runningVariance"], BatchNormNetwork.StateLayout.Parameters.Select(state => state.Name));
        Assert.All(BatchNormNetwork.StateLayout.Parameters, state => Assert.Equal((ParameterKind.State, 9), (state.Kind, state.Length)));
        Assert.Equal([.. Enumerable.Repeat(0.0, 9), .. Enumerable.Repeat(1.0, 9)], model.State.ToArray());
        Assert.Equal(
            [("norm.weight", ParameterKind.Scale), ("norm.bias", ParameterKind.Bias)],
            BatchNormNetwork.Layout.Parameters.Where(parameter => parameter.Name.StartsWith("norm", StringComparison.Ordinal)).Select(parameter => (parameter.Name, parameter.Kind)));
        Assert.All(model.Layers.Norm.Weight.ToArray(), weight => Assert.Equal(1, weight));
        Assert.All(model.Layers.Norm.Bias.ToArray(), bias => Assert.Equal(0, bias));
    }

    /// <summary>Each Forward moves the averages by the momentum, the variance unbiased; nothing else does.</summary>
    [Fact]
    public void EveryForwardUpdatesTheRunningAverages()
    {
        const int Rows = 5, Channels = 17;
        var model = new BatchNormRows(seed: 1);
        var workspace = new BatchNormRows.Workspace(Rows);
        double[] mean = new double[Channels], variance = [.. Enumerable.Repeat(1.0, Channels)];
        for (int step = 0; step < 4; step++)
        {
            float[] inputs = [.. LayerGradients.Normals(Rows * Channels, seed: step, mean: 2).Select(value => (float)value)];
            model.Forward(inputs, workspace);
            float[] before = model.State.ToArray();
            model.Backward(inputs, workspace);
            model.Evaluate(inputs, workspace);
            model.Predict(inputs, new float[Rows * Channels]);
            Assert.Equal(before, model.State.ToArray());

            for (int channel = 0; channel < Channels; channel++)
            {
                double[] values = [.. Enumerable.Range(0, Rows).Select(row => (double)inputs[(row * Channels) + channel])];
                mean[channel] = (0.9 * mean[channel]) + (0.1 * values.Average());
                variance[channel] = (0.9 * variance[channel]) + (0.1 * values.Sum(value => Math.Pow(value - values.Average(), 2)) / (Rows - 1));
            }
        }

        Norms.AssertClose([.. mean, .. variance], Norms.ToDouble<float>(model.State), 1e-6, "the running averages");
    }

    [Fact]
    public void InferenceReadsTheRunningAverages()
    {
        const int Rows = 3;
        var model = new BatchNormNetwork(seed: 4);
        var workspace = new BatchNormNetwork.Workspace(Rows);
        double[] inputs = LayerGradients.Normals(Rows * BatchNormNetwork.InputSize, seed: 5, mean: 1), outputs = new double[Rows * 2];
        LayerGradients.Normals(9, seed: 6).CopyTo(model.State);
        LayerGradients.Normals(9, seed: 7, mean: 2, deviation: 0.3).CopyTo(model.State[9..]);
        LayerGradients.Normals(9, seed: 8).CopyTo(model.Layers.Norm.Weight);
        LayerGradients.Normals(9, seed: 9).CopyTo(model.Layers.Norm.Bias);

        model.Predict(inputs, outputs);

        Norms.AssertClose(Plain(model, inputs), outputs, 1e-13, "the prediction");
        Assert.Equal(outputs, model.Evaluate(inputs, workspace).ToArray());
        double loss = model.Loss(new double[Rows * 2], workspace);
        Assert.Equal(outputs.Average(output => output * output), loss, 1e-13);
        Assert.NotEqual(outputs, model.Forward(inputs, workspace).ToArray());
    }

    /// <summary>What a row comes to in inference does not depend on the rows around it.</summary>
    [Fact]
    public void InferenceTakesEachRowByItself()
    {
        const int Rows = 200;
        var model = new BatchNormRows(seed: 1);
        float[] inputs = [.. LayerGradients.Normals(Rows * 17, seed: 9).Select(value => (float)value)], outputs = new float[Rows * 17], alone = new float[17];
        model.Forward(inputs, new BatchNormRows.Workspace(Rows));
        model.Predict(inputs, outputs);
        for (int row = 0; row < Rows; row += 33)
        {
            model.Predict(inputs.AsSpan(row * 17, 17), alone);
            Assert.Equal(outputs.AsSpan(row * 17, 17).ToArray(), alone);
        }
    }

    /// <summary>A single value per channel has a mean but no variance: the running one stays, and nothing is NaN.</summary>
    [Fact]
    public void ASingleRowLeavesTheRunningVariance()
    {
        var model = new BatchNormRows(seed: 1);
        var workspace = new BatchNormRows.Workspace(1);
        float[] inputs = [.. Enumerable.Range(0, 17).Select(i => (float)i)];

        Assert.All(model.Forward(inputs, workspace).ToArray(), output => Assert.Equal(0, output));
        model.Backward(inputs, workspace);

        Assert.All(workspace.Gradients[..17].ToArray(), gradient => Assert.Equal(0, gradient));
        Assert.Equal([.. inputs.Select(value => 0.1f * value), .. Enumerable.Repeat(1f, 17)], model.State.ToArray());
    }

    // The network in inference, in plain loops.
    private static double[] Plain(BatchNormNetwork model, double[] inputs)
    {
        double[] outputs = new double[inputs.Length / 30 * 2];
        for (int row = 0; row < outputs.Length / 2; row++)
        {
            double[] hidden = new double[6 * 9];
            for (int i = 0; i < hidden.Length; i++)
            {
                int position = i / 9, unit = i % 9;
                double sum = model.Layers.Dense1.Bias[unit];
                for (int k = 0; k < 5; k++)
                {
                    sum += inputs[(row * 30) + (position * 5) + k] * model.Layers.Dense1.Weight[(k * 9) + unit];
                }

                double normalized = (sum - model.State[unit]) / Math.Sqrt(model.State[9 + unit] + 1e-3);
                hidden[i] = Math.Tanh((normalized * model.Layers.Norm.Weight[unit]) + model.Layers.Norm.Bias[unit]);
            }

            for (int unit = 0; unit < 2; unit++)
            {
                outputs[(row * 2) + unit] = model.Layers.Dense2.Bias[unit] + hidden.Select((value, i) => value * model.Layers.Dense2.Weight[(i * 2) + unit]).Sum();
            }
        }

        return outputs;
    }
}
