using Mnist;
using Samples.Digits;

namespace Backprop.Gradients.Tests.Samples;

/// <summary>The sample without MNIST's files.</summary>
public sealed class MlpTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ItReadsDrawnDigitsAfterFiveEpochs(long seed)
    {
        (Dataset train, Dataset test) = DrawnDigits.Generate(count: 10_000, seed).Split(8000);
        Trainer<INetwork<float>> trainer = DigitTrainer.Create(new Mlp(seed), seed);

        trainer.Fit(train, epochs: 5, batchSize: 32);

        Assert.InRange(trainer.Evaluate(test).Accuracy!.Value, 0.975, 1);
    }

    /// <summary>Changed digits are harder to learn by heart.</summary>
    [Fact]
    public void ItReadsThemBetterWithAugmentation()
    {
        (Dataset train, Dataset test) = DrawnDigits.Generate(count: 3_000, seed: 4).Split(1000);
        Trainer<INetwork<float>> plain = DigitTrainer.Create(new Mlp(seed: 4), seed: 4), augmented = DigitTrainer.Create(new Mlp(seed: 4), seed: 4, augment: true);

        plain.Fit(train, epochs: 20, batchSize: 32);
        augmented.Fit(train, epochs: 20, batchSize: 32);

        Assert.Equal(1, plain.Evaluate(train).Accuracy!.Value);
        Assert.True(augmented.Evaluate(test).Accuracy > plain.Evaluate(test).Accuracy);
    }
}
