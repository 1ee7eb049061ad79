using Backprop.Tests.Infrastructure;

namespace Backprop.Tests.Training;

public class TrainerAllocationTests
{
    [Theory]
    [InlineData("labels")]
    [InlineData("probabilities")]
    [InlineData("values")]
    public void An_epoch_after_the_first_allocates_nothing(string targets) =>
        Allocations.AssertNoneAfterTheFirst(12, meter => Fit(targets, epochs: 12, meter));

    /// <summary>Only the end is saved.</summary>
    [Fact]
    public void An_epoch_that_is_not_saved_allocates_nothing_either()
    {
        string folder = Directory.CreateTempSubdirectory("allocation").FullName;
        int runs = 0, saved = 0;
        Allocations.AssertNoneAfterTheFirst(
            12, meter => Fit("labels", epochs: 12, meter, new Checkpointing(Path.Combine(folder, $"{runs++}.ckpt")) { EveryEpochs = 0, EverySteps = 5000, Log = _ => saved++ }));

        Assert.Equal(runs, saved);
        Directory.Delete(folder, recursive: true);
    }

    private static void Fit(string targets, int epochs, IProgress<TrainingProgress> meter, Checkpointing? checkpoints = null)
    {
        Dataset classes = Toy.Classes(50).Standardize().Dataset.Shuffle(4);
        Dataset data = targets == "labels" ? classes : classes.OneHot();
        LinearNetwork model = targets == "values" ? new LinearRegression(2, 3) : new SoftmaxRegression(2, 3);
        (Dataset train, Dataset validation) = data.Split(0.7);
        var trainer = new Trainer<LinearNetwork>(model, new AdamW(learningRate: 1e-3f) { WeightDecay = 1e-2f })
        {
            Schedule = Schedules.Warmup(3).Then(Schedules.Cosine(minimum: 1e-5f)),
            GradientClipping = GradientClipping.ByNorm(1.0f),
            EarlyStopping = new EarlyStopping(patience: 20),
            Seed = 11,
            Checkpoints = checkpoints,
        };

        trainer.Fit(train, validation, epochs, batchSize: 8, meter, CancellationToken.None);
    }
}
