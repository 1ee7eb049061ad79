using Backprop.Gradients.Tests.Networks;

namespace Backprop.Gradients.Tests.Calls;

/// <summary>Calls that do not fit are refused with the argument's name, what was expected and what came; and nothing has changed.</summary>
public sealed class BadCallTests
{
    private const int BatchSize = 4;
    private static readonly float[] Inputs = [0.5f, -1, 0.25f, 2, -0.5f, 1];
    private static readonly int[] Labels = [0, 2, 1];
    private static readonly float[] Rows = [1, 0, 0, 0, 0, 1, 0, 1, 0];

    private readonly SpiralClassifier model = new(seed: 1);
    private readonly SpiralClassifier.Workspace workspace = new(BatchSize);

    private INetwork<float> Network => model;

    [Theory]
    [InlineData(5, "2 values", "5 values")]
    [InlineData(0, "at least one", "0 values")]
    [InlineData(10, "holds 4 rows", "5")]
    public void InputsThatAreNoWholeRowsOrTooMany(int length, params string[] words)
    {
        float[] inputs = new float[length];
        Refused<ArgumentException>("inputs", words, () => model.Forward(inputs, workspace));
        Refused<ArgumentException>("inputs", words, () => model.ForwardBackward(inputs, Labels, workspace));
        Refused<ArgumentException>("inputs", words, () => model.ForwardBackward(inputs, Rows, workspace));
        Refused<ArgumentException>("inputs", words, () => Network.Forward(inputs, workspace));
    }

    [Theory]
    [InlineData(new[] { 0, 1 }, "3", "there are 2")]
    [InlineData(new[] { 0, 1, 2, 0 }, "3", "there are 4")]
    public void LabelsThatAreNotOnePerRow(int[] labels, params string[] words) => LabelsRefused<ArgumentException>(labels, words);

    [Theory]
    [InlineData(new[] { 0, 3, 1 }, "row 1", "0 to 2", "it is 3")]
    [InlineData(new[] { 0, 1, -1 }, "row 2", "0 to 2", "it is -1")]
    [InlineData(new[] { int.MinValue, 1, 0 }, "row 0", "0 to 2", "it is -2147483648")]
    public void LabelsOutOfRange(int[] labels, params string[] words) => LabelsRefused<ArgumentOutOfRangeException>(labels, words);

    [Fact]
    public void TargetsThatAreNotAsManyAsTheOutputs()
    {
        string[] words = ["9 values, 3 rows of 3", "there are 8"];
        model.Forward(Inputs, workspace);
        Refused<ArgumentException>("targets", words, () => model.Loss(Rows.AsSpan(0, 8), workspace));
        Refused<ArgumentException>("targets", words, () => model.ForwardBackward(Inputs, Rows.AsSpan(0, 8), workspace));
    }

    [Fact]
    public void CallsInTheWrongOrder()
    {
        Refused<InvalidOperationException>(null, ["Forward"], () => model.Loss(Labels, workspace));
        Refused<InvalidOperationException>(null, ["Forward"], () => model.Loss(Rows, workspace));
        Refused<InvalidOperationException>(null, ["Forward"], () => model.Backward(workspace));
        Refused<InvalidOperationException>(null, ["Forward"], () => Network.FindNonFiniteLayer(workspace));
        model.Forward(Inputs, workspace);
        Refused<InvalidOperationException>(null, ["Loss", "between Forward and Backward"], () => model.Backward(workspace));
        model.ForwardBackward(Inputs, Labels, workspace);
        Refused<InvalidOperationException>(null, ["Forward", "used"], () => model.Backward(workspace));
        Refused<InvalidOperationException>(null, ["Forward"], () => model.Loss(Labels, workspace));
    }

    [Fact]
    public void PredictionsThatDoNotFit()
    {
        float[] outputs = [7, 7, 7, 7, 7, 7, 7, 7];
        Refused<ArgumentException>("outputs", ["3 rows", "9 values", "room for 8"], () => model.Predict(Inputs, outputs));
        Refused<ArgumentException>("inputs", ["rows of 2", "there are 5"], () => model.Predict(Inputs.AsSpan(0, 5), outputs));
        Assert.All(outputs, output => Assert.Equal(7, output));
        model.Predict([], []); // no rows, no outputs
    }

    [Fact]
    public void AWorkspaceOfAnotherNetworkOrNone()
    {
        NetworkWorkspace<float> other = ((INetwork<float>)new Rectifiers()).CreateWorkspace(BatchSize);
        string[] words = ["SpiralClassifier", "Rectifiers"];
        Refused<ArgumentException>("workspace", words, () => Network.Forward(Inputs, other));
        Refused<ArgumentException>("workspace", words, () => Network.Loss(Labels, other));
        Refused<ArgumentException>("workspace", words, () => Network.Loss(Rows, other));
        Refused<ArgumentException>("workspace", words, () => Network.ForwardBackward(Inputs, Labels, other));
        Refused<ArgumentException>("workspace", words, () => Network.ForwardBackward(Inputs, Rows, other));
        Refused<ArgumentException>("workspace", words, () => Network.Backward(other));
        Refused<ArgumentException>("workspace", words, () => Network.FindNonFiniteLayer(other));
        Refused<ArgumentNullException>("workspace", [], () => model.Forward(Inputs, null!));
        Refused<ArgumentNullException>("workspace", [], () => model.ForwardBackward(Inputs, Labels, null!));
        Refused<ArgumentNullException>("workspace", [], () => model.Backward(null!));
        Refused<ArgumentNullException>("workspace", [], () => Network.Forward(Inputs, null!));
    }

    [Fact]
    public void AWorkspaceOfAnotherNetworkHasNoGradientsForThisOne()
    {
        var adam = new Adam();
        string[] words = ["771", "SpiralClassifier"];
        Refused<ArgumentException>("workspace", words, () => adam.Step(model, ((INetwork<float>)new Rectifiers()).CreateWorkspace(1)));
        Assert.Equal(0, adam.StepCount);
    }

    [Theory]
    [InlineData(0, "at least 1", "not 0")]
    [InlineData(-3, "at least 1", "not -3")]
    [InlineData(int.MaxValue, "3 numbers a row", "not 2147483647")] // its 128 hidden values are not kept
    public void BatchSizesThatNoWorkspaceHolds(int batchSize, params string[] words)
    {
        Refused<ArgumentOutOfRangeException>("batchSize", words, () => new SpiralClassifier.Workspace(batchSize));
        Refused<ArgumentOutOfRangeException>("batchSize", words, () => Network.CreateWorkspace(batchSize));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(-0.1f, "-0.1")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void LearningRatesThatAreNone(float rate, string value)
    {
        var adam = new Adam();
        Func<float, Optimizer>[] optimizers = [r => new Sgd(r), r => new Momentum(r), r => new Nesterov(r), r => new RmsProp(r), r => new Adam(r), r => new AdamW(r), r => new Lion(r)];
        Assert.All(optimizers, create => Refused<ArgumentOutOfRangeException>("learningRate", ["finite", value], () => create(rate)));
        Refused<ArgumentOutOfRangeException>("LearningRate", ["finite", value], () => adam.LearningRate = rate);
        Assert.Equal(new Adam().LearningRate, adam.LearningRate);
    }

    [Fact]
    public void WhatTheNetworkDoesNotTake()
    {
        INetwork<float> generator = new Generator(), medians = new Medians();
        NetworkWorkspace<float> generated = generator.CreateWorkspace(1), regressed = medians.CreateWorkspace(1);
        generator.Forward(new float[6], generated);
        medians.Forward(new float[70], regressed);
        Refused<InvalidOperationException>(null, ["Generator", "no loss"], () => generator.Loss(new float[4], generated));
        Refused<InvalidOperationException>(null, ["Generator", "labels"], () => generator.Loss([0], generated));
        Refused<InvalidOperationException>(null, ["Generator", "no loss"], () => generator.Backward(generated));
        Refused<InvalidOperationException>(null, ["Generator"], () => generator.ForwardBackward(new float[6], new float[4], generated));
        Refused<ArgumentException>("outputGradient", ["4 values, 1 rows of 4", "there are 3"], () => generator.Backward(new float[3], generated));
        Refused<InvalidOperationException>(null, ["Medians", "labels"], () => medians.Loss([0], regressed));
        Refused<InvalidOperationException>(null, ["Medians", "labels"], () => medians.ForwardBackward(new float[70], [0], regressed));
        Refused<InvalidOperationException>(null, ["SpiralClassifier", "has a loss"], () => Network.Backward(new float[9], workspace));
    }

    /// <summary>After a refused call, the one that was meant goes through, to the same bits as if nothing had happened.</summary>
    [Fact]
    public void TheWorkspaceGoesOnWhereItWas()
    {
        var undisturbed = new SpiralClassifier.Workspace(BatchSize);
        float expected = model.ForwardBackward(Inputs, Labels, undisturbed);

        model.Forward(Inputs, workspace);
        Assert.ThrowsAny<ArgumentException>(() => model.Forward(new float[3], workspace));
        Assert.ThrowsAny<ArgumentException>(() => model.Loss([0, 1, 3], workspace));
        Assert.Equal(expected, model.Loss(Labels, workspace));
        Assert.ThrowsAny<ArgumentException>(() => model.ForwardBackward(Inputs, [0, 0], workspace));
        model.Backward(workspace);

        Assert.Equal(undisturbed.Gradients.ToArray(), workspace.Gradients.ToArray());
    }

    private void LabelsRefused<TException>(int[] labels, string[] words)
        where TException : ArgumentException
    {
        model.Forward(Inputs, workspace);
        Refused<TException>("labels", words, () => model.Loss(labels, workspace));
        Refused<TException>("labels", words, () => Network.Loss(labels, workspace));
        Refused<TException>("labels", words, () => model.ForwardBackward(Inputs, labels, workspace));
    }

    private void Refused<TException>(string? argument, string[] words, Action call)
        where TException : Exception
    {
        Span<float> gradients = workspace.Gradients;
        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = i;
        }

        float[] parameters = model.Parameters.ToArray(), expected = gradients.ToArray();

        Exception exception = Assert.IsType<TException>(Record.Exception(call));

        Assert.Equal(argument, (exception as ArgumentException)?.ParamName);
        Assert.All(words, word => Assert.Contains(word, exception.Message));
        Assert.Equal(parameters, model.Parameters.ToArray());
        Assert.Equal(expected, workspace.Gradients.ToArray());
    }
}
