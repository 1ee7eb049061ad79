using Backprop.Data;
using Backprop.Tests.Infrastructure;

namespace Backprop.Tests.Training;

/// <summary>Training batches are augmented by seed, epoch and row; validation and evaluation are not.</summary>
public class TrainerAugmentationTests
{
    private const long Seed = 21;

    /// <summary>Adds draw 0 to the first value.</summary>
    private sealed class AddDraw(int width = 2) : Augmentation(new ImageShape(1, width), drawsPerRow: 1)
    {
        protected internal override void Transform(Span<float> values, RowRandom random) => values[0] += (float)(0.5 * random.Uniform(0));
    }

    private static List<float> Seen(int epochs, int batchSize, Augmentation? augmentation, Dataset? validation = null)
    {
        SoftmaxRegression model = Toy.Classifier();
        model.SeenInputs = [];
        new Trainer<SoftmaxRegression>(model, new Sgd(1e-4f)) { Seed = Seed, Augmentation = augmentation }.Fit(Toy.Classes(10), validation, epochs, batchSize);
        return model.SeenInputs;
    }

    [Fact]
    public void Each_row_changes_anew_in_each_epoch()
    {
        List<float> plain = Seen(3, 4, null), augmented = Seen(3, 4, new AddDraw());

        IEnumerable<float> expected = plain.Select((row, i) =>
            row + (float)(0.5 * new CounterRandom(Seed, RandomStreams.Augmentation + (i / 10)).Uniform((long)row << 32)));
        Assert.Equal(expected, augmented);
        Assert.NotEqual(plain, augmented);
    }

    [Fact]
    public void The_batch_size_changes_nothing() => Assert.Equal(Seen(2, 3, new AddDraw()), Seen(2, 10, new AddDraw()));

    [Fact]
    public void Validation_and_evaluation_see_the_inputs_as_they_are()
    {
        List<float> seen = Seen(2, 4, new AddDraw(), validation: Toy.Classes(5));
        SoftmaxRegression model = Toy.Classifier();
        model.SeenInputs = [];
        new Trainer<SoftmaxRegression>(model, new Sgd(1)) { Augmentation = new AddDraw() }.Evaluate(Toy.Classes(5));

        Assert.Equal([0, 1, 2, 3, 4], seen[10..15]);
        Assert.Equal([0, 1, 2, 3, 4], seen[25..30]);
        Assert.Equal([0, 1, 2, 3, 4], model.SeenInputs);
    }

    [Fact]
    public void The_callers_data_stays_as_it_is()
    {
        float[] inputs = [1, 2, 3, 4];
        Dataset data = Dataset.Classification(inputs, new int[2], 2, 3);

        new Trainer<SoftmaxRegression>(Toy.Classifier(), new Sgd(1e-4f)) { Augmentation = new AddDraw() }.Fit(data, 2, 1);

        Assert.Equal([1, 2, 3, 4], inputs);
    }

    [Fact]
    public void Standardised_inputs_are_augmented_after_they_were_standardised()
    {
        SoftmaxRegression model = Toy.Classifier();
        model.SeenInputs = [];
        (Dataset data, Standardizer standardizer) = Toy.Classes(10).Standardize();
        new Trainer<SoftmaxRegression>(model, new Sgd(1e-4f)) { Shuffle = false, Seed = Seed, Augmentation = new AddDraw() }.Fit(data, 1, 4);

        float[] row = [9, 1];
        standardizer.Apply(row);
        Assert.Equal(row[0] + (float)(0.5 * new CounterRandom(Seed, RandomStreams.Augmentation).Uniform(9L << 32)), model.SeenInputs[9]);
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Trainer<SoftmaxRegression>(Toy.Classifier(), new Sgd(1)) { Augmentation = new AddDraw(3) });

        Assert.Equal("Augmentation", refused.ParamName);
        Assert.Contains("takes 2 inputs per row; images of 1 × 3 × 1 have 3 values", refused.Message);
    }

    [Fact]
    public void An_epoch_after_the_first_allocates_nothing()
    {
        var shape = new ImageShape(1, 2);
        Allocations.AssertNoneAfterTheFirst(6, meter =>
        {
            var trainer = new Trainer<SoftmaxRegression>(Toy.Classifier(), new Sgd(1e-3f))
            {
                Augmentation = Augmentation.Sequence(Augmentation.Shift(shape, 0, 1), Augmentation.Rotate(shape, 10), Augmentation.Noise(shape, 0.1f)),
            };

            trainer.Fit(Toy.Classes(30), Toy.Classes(9), 6, 4, meter);
        });
    }
}
