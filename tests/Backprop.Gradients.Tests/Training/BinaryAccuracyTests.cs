namespace Backprop.Gradients.Tests.Training;

[Network]
[Input(2)]
[Dense(8, Activation.Tanh)]
[Dense(2)]
[BinaryCrossEntropy]
public sealed partial class XorAndAndNetwork;

/// <summary>A yes or no has an accuracy too: the share of outputs on the right side of ½.</summary>
public sealed class BinaryAccuracyTests
{
    // Exclusive or, and conjunction.
    private static readonly Dataset Data = Dataset.Regression(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }, new float[] { 0, 0, 1, 0, 1, 0, 0, 1 }, inputSize: 2, targetSize: 2);

    [Fact]
    public void Every_output_counts_as_a_decision()
    {
        var model = new XorAndAndNetwork(seed: 1);
        model.Parameters.Clear();
        model.Layers.Dense2.Bias[0] = 1;  // always yes: right in two of four
        model.Layers.Dense2.Bias[1] = -1; // always no: right in three of four

        Evaluation result = new Trainer<XorAndAndNetwork>(model, new Sgd(learningRate: 0)).Evaluate(Data);

        Assert.Equal(5.0 / 8, result.Accuracy);
    }

    [Fact]
    public void Training_reaches_all_of_them()
    {
        var trainer = new Trainer<XorAndAndNetwork>(new XorAndAndNetwork(seed: 1), new Adam(learningRate: 0.05f));
        TrainingHistory history = trainer.Fit(Data, epochs: 300, batchSize: 3);

        Assert.Equal(1, trainer.Evaluate(Data).Accuracy);
        Assert.Equal(1, history.Epochs[^1].TrainingAccuracy);
        Assert.InRange(history.Epochs[0].TrainingAccuracy!.Value, 0, 1);
    }
}
