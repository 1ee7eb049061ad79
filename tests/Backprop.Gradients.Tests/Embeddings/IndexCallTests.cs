using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Embeddings;

/// <summary>Every call takes indices, as numbers or as integers, to the same bits; and none takes anything else, or has then changed anything.</summary>
public sealed class IndexCallTests
{
    private const int Batch = 3;
    private static readonly int[] Words = [0, 10, 3, 3, 7, 1, 2, 4, 8, 10, 5, 5, 5, 5, 0], Labels = [2, 0, 1];
    private static readonly float[] Numbers = [.. Words.Select(word => (float)word)], Targets = [0.2f, 0.3f, 0.5f, 1, 0, 0, 0, 0.5f, 0.5f];

    private readonly WordsClassifier model = new(seed: 5);
    private readonly WordsClassifier.Workspace workspace = new(Batch);

    [Fact]
    public void IntegersAndNumbersGiveTheSameBits()
    {
        float[] logits = model.Forward(Numbers, workspace).ToArray();
        Assert.Equal(logits, model.Forward(Words, workspace).ToArray());
        Assert.Equal(logits, model.Evaluate(Words, workspace).ToArray());
        Assert.Equal(logits, model.Evaluate(Numbers, workspace).ToArray());

        float loss = model.ForwardBackward(Numbers, Labels, workspace);
        float[] gradients = workspace.Gradients.ToArray();
        Assert.Equal(loss, model.ForwardBackward(Words, Labels, workspace));
        Assert.Equal(gradients, workspace.Gradients.ToArray());

        loss = model.ForwardBackward(Numbers, Targets, workspace);
        gradients = workspace.Gradients.ToArray();
        Assert.Equal(loss, model.ForwardBackward(Words, Targets, workspace));
        Assert.Equal(gradients, workspace.Gradients.ToArray());

        model.Forward(Words, workspace);
        Assert.Equal(loss, model.Loss(Targets, workspace));
        model.Backward(workspace);
        Assert.Equal(gradients, workspace.Gradients.ToArray());
    }

    /// <summary>More rows than a prediction converts at once.</summary>
    [Fact]
    public void PredictionsOfManyRowsAreTheSame()
    {
        const int Rows = 30_001;
        int[] words = [.. Enumerable.Range(0, Rows * 5).Select(i => i * 7919 % 11)];
        float[] outputs = new float[Rows * 3], expected = new float[Rows * 3];
        model.Predict([.. words.Select(word => (float)word)], expected);

        model.Predict(words, outputs);

        Assert.Equal(expected, outputs);
        model.Predict(ReadOnlySpan<int>.Empty, []);
    }

    [Fact]
    public void ANetworkInDoubleTakesIntegersToo()
    {
        var other = new WordsRegression(seed: 6);
        var memory = new WordsRegression.Workspace(2);
        int[] words = [0, 6, 3, 5, 5, 1];
        double[] numbers = [.. words.Select(word => (double)word)], outputs = new double[4], expected = new double[4];
        other.Predict(numbers, expected);
        other.Predict(words, outputs);

        Assert.Equal(expected, outputs);
        Assert.Equal(other.Forward(numbers, memory).ToArray(), other.Forward(words, memory).ToArray());
        Assert.Equal(other.ForwardBackward(numbers, [1, 2, 3, 4], memory), other.ForwardBackward(words, [1.0, 2, 3, 4], memory));
    }

    /// <summary>In training a part is dropped, in inference it is not.</summary>
    [Fact]
    public void InferenceModeTakesIntegers()
    {
        var other = new TwoTables(seed: 7);
        var memory = new TwoTables.Workspace(2);
        int[] words = [0, 5, 1, 2, 3, 3, 4, 0];
        float[] predicted = new float[4];
        other.Predict(words, predicted);

        Assert.Equal(predicted, other.Evaluate(words, memory).ToArray());
        Assert.NotEqual(predicted, other.Forward(words, memory).ToArray());
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(-1, "-1")]
    [InlineData(11, "11")]
    [InlineData(2.5f, "2.5")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    [InlineData(16777216, "16777216")]
    [InlineData(-1e-30f, "-1E-30")]
    [InlineData(float.MaxValue, "3.4028235E+38")]
    public void NumbersThatAreNoIndicesAreRefused(float value, string shown)
    {
        float[] inputs = [.. Numbers], outputs = new float[9];
        inputs[8] = value;
        string[] words = ["row 1", "place 3", "0 to 10", "it is " + shown];
        Refused(words, () => model.Forward(inputs, workspace));
        Refused(words, () => model.Evaluate(inputs, workspace));
        Refused(words, () => model.ForwardBackward(inputs, Labels, workspace));
        Refused(words, () => model.ForwardBackward(inputs, Targets, workspace));
        Refused(words, () => model.Predict(inputs, outputs));
        Refused(words, () => ((INetwork<float>)model).Forward(inputs, workspace));
        Refused(words, () => ((INetwork<float>)model).Evaluate(inputs, workspace));
        Refused(words, () => ((INetwork<float>)model).ForwardBackward(inputs, Labels, workspace));
        Refused(words, () => ((INetwork<float>)model).Predict(inputs, outputs));
        Assert.All(outputs, output => Assert.Equal(0, output));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void IntegersThatAreNoIndicesAreRefused(int value)
    {
        int[] inputs = [.. Words];
        inputs[14] = value;
        float[] outputs = new float[9];
        string[] words = ["row 2", "place 4", "0 to 10", FormattableString.Invariant($"it is {value}")];
        Refused(words, () => model.Forward(inputs, workspace));
        Refused(words, () => model.Evaluate(inputs, workspace));
        Refused(words, () => model.ForwardBackward(inputs, Labels, workspace));
        Refused(words, () => model.ForwardBackward(inputs, Targets, workspace));
        Refused(words, () => model.Predict(inputs, outputs));
        Assert.All(outputs, output => Assert.Equal(0, output));
    }

    [Fact]
    public void TheSmallestTableDecides()
    {
        var other = new TwoTables(seed: 8);
        Assert.Contains("0 to 5", Assert.Throws<ArgumentOutOfRangeException>("inputs", () => other.Forward([0, 1, 2, 6], new TwoTables.Workspace(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NegativeZeroIsZero()
    {
        float[] inputs = [.. Numbers];
        inputs[0] = -0f;
        Assert.Equal(model.Forward(Numbers, workspace).ToArray(), model.Forward(inputs, workspace).ToArray());
    }

    [Fact]
    public void IntegersInWrongNumbersAreRefused()
    {
        Assert.Throws<ArgumentException>("inputs", () => model.Forward(Words.AsSpan(0, 4), workspace));
        Assert.Throws<ArgumentException>("inputs", () => model.Forward(new int[20], workspace));
        Assert.Throws<ArgumentException>("inputs", () => model.Predict(Words.AsSpan(0, 4), new float[3]));
        Assert.Throws<ArgumentException>("outputs", () => model.Predict(Words, new float[8]));
        Assert.Throws<ArgumentException>("labels", () => model.ForwardBackward(Words, Labels.AsSpan(0, 2), workspace));
        Assert.Throws<ArgumentException>("outputs", () =>
        {
            int[] words = [.. Words];
            model.Predict(words, System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(words.AsSpan())[..9]);
        });
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var outputs = new float[9];
        Step();
        long[] allocated = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Step();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        })];
        Assert.Equal(0, allocated.Min());

        void Step()
        {
            model.Forward(Words, workspace);
            model.Evaluate(Words, workspace);
            model.ForwardBackward(Words, Labels, workspace);
            model.ForwardBackward(Numbers, Targets, workspace);
            model.Predict(Words, outputs);
            model.Predict(Numbers, outputs);
        }
    }

    // The workspace stands after a Forward: what was in it goes on to the same gradients as if nothing had happened.
    private void Refused(string[] words, Action call)
    {
        var undisturbed = new WordsClassifier.Workspace(Batch);
        float loss = model.ForwardBackward(Numbers, Labels, undisturbed);
        model.Forward(Numbers, workspace);

        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>("inputs", call);

        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
        Assert.Equal(loss, model.Loss(Labels, workspace));
        model.Backward(workspace);
        Assert.Equal(undisturbed.Gradients.ToArray(), workspace.Gradients.ToArray());
    }
}
