using Backprop.Gradients.Tests.Networks;

namespace Backprop.Gradients.Tests.Modes;

/// <summary>Forward is training, Predict and Evaluate are inference.</summary>
public sealed class ModeTests
{
    private const int Rows = 7;
    private readonly Dropping model = new(seed: 3);
    private readonly Dropping.Workspace workspace = new(batchSize: Rows) { Seed = 11 };
    private readonly NetworkData<double> data;

    public ModeTests() => data = new NetworkData<double>(model, Rows, seed: 5);

    [Fact]
    public void PredictAndEvaluateLeaveValuesAlone()
    {
        var plain = new Keeping(seed: 1);
        model.Parameters.CopyTo(plain.Parameters);
        double[] expected = new double[Rows * 4], predicted = new double[Rows * 4];
        plain.Predict(data.Inputs, expected);
        model.Predict(data.Inputs, predicted);

        Assert.Equal(expected, predicted);
        Assert.Equal(plain.Forward(data.Inputs, new Keeping.Workspace(Rows)), model.Evaluate(data.Inputs, workspace));
        Assert.Equal(plain.Evaluate(data.Inputs, new Keeping.Workspace(Rows)), model.Evaluate(data.Inputs, workspace));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void PredictMakesProbabilitiesOfWhatEvaluateReturns(int rows)
    {
        var network = new DroppingInLanes(seed: 2);
        float[] inputs = new NetworkData<float>(network, rows, seed: 5).Inputs, predicted = new float[rows * DroppingInLanes.OutputSize];
        network.Predict(inputs, predicted);

        float[] logits = network.Evaluate(inputs, new DroppingInLanes.Workspace(rows)).ToArray();
        Assert.All(logits.Zip(predicted), pair => Assert.Equal(Interpreter.PlainActivation.Sigmoid(pair.First), pair.Second, 1e-6));
    }

    [Fact]
    public void AStepIsRepeatedByItsSeedAndNumber()
    {
        double[] first = model.Forward(data.Inputs, workspace).ToArray();
        double[] second = model.Forward(data.Inputs, workspace).ToArray();
        Assert.Equal(2, workspace.Step);
        Assert.NotEqual(first, second);

        workspace.Step = 0;
        Assert.Equal(first, model.Forward(data.Inputs, workspace));
        workspace.Seed = 12;
        workspace.Step = 0;
        Assert.NotEqual(first, model.Forward(data.Inputs, workspace).ToArray());
    }

    [Fact]
    public void BackwardDropsWhatForwardDropped()
    {
        ForwardBackward();
        double[] gradients = workspace.Gradients.ToArray(), inputGradient = workspace.InputGradient.ToArray();

        for (int i = 0; i < gradients.Length; i += 7)
        {
            AssertSlope(model.Parameters, i, gradients[i]);
        }

        for (int i = 0; i < inputGradient.Length; i++)
        {
            AssertSlope(data.Inputs, i, inputGradient[i]);
        }

        // Central differences, with the same values dropped.
        void AssertSlope(Span<double> values, int index, double expected)
        {
            const double Step = 1e-5;
            double value = values[index];
            values[index] = value + Step;
            double above = ForwardBackward();
            values[index] = value - Step;
            double below = ForwardBackward();
            values[index] = value;
            Assert.Equal(expected, (above - below) / (2 * Step), 1e-8);
        }
    }

    /// <summary>Over many masks, outputs before the last nonlinear layer have the mean of those without: here, of the one linear network there is.</summary>
    [Fact]
    public void DropoutKeepsTheMean()
    {
        var dropout = new OnlyDropout();
        var memory = new OnlyDropout.Workspace(batchSize: 1);
        float[] inputs = [1, -2, 3, -4, 5];
        double[] sums = new double[5];
        const int Steps = 4000;
        for (int step = 0; step < Steps; step++)
        {
            ReadOnlySpan<float> outputs = dropout.Forward(inputs, memory);
            for (int i = 0; i < 5; i++)
            {
                sums[i] += outputs[i];
            }
        }

        // Each is x·2·Bernoulli(½), of standard deviation |x|: five standard errors.
        Assert.All(sums.Zip(inputs), pair => Assert.InRange(pair.First / Steps, pair.Second - (5 * Math.Abs(pair.Second) / Math.Sqrt(Steps)), pair.Second + (5 * Math.Abs(pair.Second) / Math.Sqrt(Steps))));
        float[] predicted = new float[5];
        dropout.Predict(inputs, predicted);
        Assert.Equal(inputs, predicted);
    }

    [Fact]
    public void EvaluationHasNoWayBack()
    {
        model.Evaluate(data.Inputs, workspace);
        double loss = model.Loss(data.Labels, workspace);

        Assert.True(double.IsFinite(loss));
        Assert.Contains("Evaluate", Assert.Throws<InvalidOperationException>(() => model.Backward(workspace)).Message, StringComparison.Ordinal);
        Assert.Equal(0, workspace.Step);
    }

    private double ForwardBackward()
    {
        workspace.Step = 4;
        return model.ForwardBackward(data.Inputs, data.Labels, workspace);
    }
}
