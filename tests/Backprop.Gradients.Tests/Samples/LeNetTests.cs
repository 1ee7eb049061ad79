using Backprop.Data;
using Backprop.Tests.Data;
using Mnist;

namespace Backprop.Gradients.Tests.Samples;

/// <summary>The network of the sample on the real digits: 8,000 to train on, 2,000 to test on.</summary>
public sealed class LeNetTests
{
    /// <summary>PyTorch reaches 96.4 to 98.2 %.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ItReadsMnistAfterFiveEpochs(long seed)
    {
        string? folder = MnistFiles.FindFolder();
        Assert.SkipUnless(folder is not null, MnistFiles.Missing);
        Dataset digits = IdxFile.ReadClassification(
            Path.Combine(folder!, "t10k-images-idx3-ubyte.gz"), Path.Combine(folder!, "t10k-labels-idx1-ubyte.gz"), classes: 10);
        (Dataset train, Dataset test) = digits.Split(8000);
        Trainer<INetwork<float>> trainer = DigitTrainer.Create(new LeNet5(seed), seed);

        TrainingHistory history = trainer.Fit(train, epochs: 5, batchSize: 32);

        Assert.Equal((5, 5L * 250), (history.Epochs.Count, history.Steps));
        Assert.Equal(2000, test.Count);
        Assert.InRange(trainer.Evaluate(test).Accuracy!.Value, 0.96, 1);
    }
}
