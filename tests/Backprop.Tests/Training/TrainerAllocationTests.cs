namespace Backprop.Tests.Training;

public class TrainerAllocationTests
{
    /// <summary>Bytes allocated from the end of one epoch to the end of the next.</summary>
    private sealed class Meter(int epochs) : IProgress<TrainingProgress>
    {
        private readonly long[] allocated = new long[epochs];

        public IEnumerable<long> PerEpoch => allocated.Skip(1).Zip(allocated, (after, before) => after - before);

        public void Report(TrainingProgress value) => allocated[value.Epoch - 1] = GC.GetAllocatedBytesForCurrentThread();
    }

    [Theory]
    [InlineData("labels")]
    [InlineData("probabilities")]
    [InlineData("values")]
    public void An_epoch_after_the_first_allocates_nothing(string targets)
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
        };
        var meter = new Meter(epochs: 12);

        trainer.Fit(train, validation, epochs: 12, batchSize: 8, meter, CancellationToken.None);

        Assert.Equal(Enumerable.Repeat(0L, 11), meter.PerEpoch);
    }
}
