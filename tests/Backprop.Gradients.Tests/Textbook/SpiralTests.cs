using Backprop.Gradients.Tests.Networks;

namespace Backprop.Gradients.Tests.Textbook;

/// <summary>The textbook's run: 2-128-3, Adam 0.005, coupled L2 1e-4 on the weights, batches of 64, 300 epochs.</summary>
public sealed class SpiralTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(42)]
    [InlineData(1234567)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void ItLearnsTheSpiralFromAnySeed(long seed)
    {
        Dataset data = Spirals.Make(seed);
        var model = new SpiralClassifier(seed);
        var trainer = new Trainer<SpiralClassifier>(model, new Adam(learningRate: 0.005f) { WeightDecay = 1e-4f }) { Seed = seed };

        TrainingHistory history = trainer.Fit(data, epochs: 300, batchSize: 64);

        Evaluation result = trainer.Evaluate(data);
        Assert.InRange(result.Accuracy!.Value, 0.99, 1);
        Assert.InRange(result.Loss, 0.005, 0.06); // the textbook's is 0.0297
        Assert.Equal(300 * 15, history.Steps);
    }
}
