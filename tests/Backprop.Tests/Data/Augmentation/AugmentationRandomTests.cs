using Backprop.Data;
using Backprop.Tests.Infrastructure;

namespace Backprop.Tests.Data;

/// <summary>What the random numbers do: they depend on seed, epoch and row alone, are spread as they should be, and cost no memory.</summary>
public class AugmentationRandomTests
{
    private static readonly ImageShape Shape = new(9, 11, 2);

    private static Augmentation Everything(ImageShape shape) => Augmentation.Sequence(
        Augmentation.Shift(shape, 2, 3), Augmentation.Rotate(shape, 20), Augmentation.Scale(shape, 0.8, 1.25), Augmentation.FlipHorizontal(shape),
        Augmentation.FlipVertical(shape), Augmentation.Noise(shape, 0.1f), Augmentation.CutOut(shape, 3, 4), Augmentation.Sometimes(0.5, Augmentation.Shift(shape, 1, 1)));

    private static float[] Rows(int count) => Enumerable.Range(0, count).SelectMany(row => AugmentationTests.Image(Shape, row)).ToArray();

    private static float[] Augmented(Augmentation augmentation, long seed, int epoch, int[] rowNumbers)
    {
        float[] rows = rowNumbers.SelectMany(row => AugmentationTests.Image(Shape, row)).ToArray();
        augmentation.Apply(rows, rowNumbers, seed, epoch);
        return rows;
    }

    private static int[] Bits(IEnumerable<float> values) => values.Select(BitConverter.SingleToInt32Bits).ToArray();

    [Fact]
    public void The_same_seed_epoch_and_row_give_the_same_bits_in_any_batch()
    {
        float[] whole = Rows(12);
        Everything(Shape).Apply(whole, 5, epoch: 3);
        Augmentation other = Everything(Shape);
        int[] order = [7, 0, 11, 3, 7];

        float[] shuffled = Augmented(other, 5, 3, order);

        Assert.Equal(order.SelectMany(row => Bits(whole).Chunk(Shape.Size).ElementAt(row)), Bits(shuffled));
        Assert.Equal(Bits(shuffled), Bits(Augmented(other, 5, 3, order)));
    }

    [Fact]
    public void Another_seed_epoch_or_row_gives_another_image()
    {
        Augmentation augmentation = Everything(Shape);
        float[] image = AugmentationTests.Image(Shape);
        var seen = new HashSet<string>();
        foreach ((long seed, int epoch, int row) in new (long, int, int)[] { (1, 0, 0), (2, 0, 0), (1, 1, 0), (1, 0, 1), (1, int.MaxValue, int.MaxValue), (long.MinValue, 0, 0) })
        {
            float[] changed = (float[])image.Clone();
            augmentation.Apply(changed, [row], seed, epoch);
            seen.Add(string.Join(" ", Bits(changed)));
        }

        Assert.Equal(6, seen.Count);
        Assert.DoesNotContain(string.Join(" ", Bits(image)), seen);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Augmentation augmentation = Everything(Shape);
        float[] rows = Rows(8);
        int[] numbers = Enumerable.Range(0, 8).ToArray();
        augmentation.Apply(rows, 1, 0);
        augmentation.Apply(rows, numbers, 1, 0);

        Allocations.AssertNone(() =>
        {
            for (int epoch = 0; epoch < 50; epoch++)
            {
                augmentation.Apply(rows, 1, epoch);
                augmentation.Apply(rows, numbers, 1, epoch);
            }
        });
    }

    [Fact]
    public void Every_shift_is_as_likely_as_any_other()
    {
        const int Rows = 15_000;
        var shape = new ImageShape(5, 7);
        float[] images = new float[Rows * shape.Size];
        for (int row = 0; row < Rows; row++)
        {
            images[(row * shape.Size) + (2 * shape.Width) + 3] = 1;
        }

        Augmentation.Shift(shape, 1, 2).Apply(images, seed: 8, epoch: 0);

        int[] counts = new int[shape.Size];
        for (int i = 0; i < images.Length; i++)
        {
            counts[i % shape.Size] += (int)images[i];
        }

        // 15 places; the 99.9% point of χ² with 14 degrees of freedom is 36.1.
        double expected = Rows / 15.0;
        int[] reached = counts.Where(count => count > 0).ToArray();
        Assert.Equal((15, Rows), (reached.Length, reached.Sum()));
        Assert.True(reached.Sum(count => (count - expected) * (count - expected) / expected) < 36.1);
    }

    [Fact]
    public void Angles_and_factors_are_spread_evenly()
    {
        // Of a ramp every line is seen: value = x − c turns into cos θ · dx − sin θ · dy, and dx / f when scaled.
        const int Rows = 4000;
        var shape = new ImageShape(5, 5);
        float[] turned = Enumerable.Range(0, Rows * shape.Size).Select(i => (i % 5) - 2f).ToArray(), scaled = (float[])turned.Clone();

        Augmentation.Rotate(shape, 30).Apply(turned, seed: 3, epoch: 0);
        Augmentation.Scale(shape, 1.5, 2.5).Apply(scaled, seed: 3, epoch: 0);

        double[] angles = turned.Chunk(25).Select(image => Math.Atan2(image[7] - image[17], image[13] - image[11]) * 180 / Math.PI).ToArray();
        double[] factors = scaled.Chunk(25).Select(image => 2 / (double)(image[13] - image[11])).ToArray();
        AssertUniform(angles, -30, 30);
        AssertUniform(factors, 1.5, 2.5);
    }

    [Fact]
    public void Flips_happen_as_often_as_they_should()
    {
        const int Rows = 10_000;
        var shape = new ImageShape(1, 2);
        float[] images = Enumerable.Range(0, Rows * 2).Select(i => (float)(i % 2)).ToArray();

        Augmentation.FlipHorizontal(shape, probability: 0.3).Apply(images, seed: 5, epoch: 2);

        double share = images.Chunk(2).Average(image => image[0]);
        Assert.InRange(share, 0.3 - (4 * Math.Sqrt(0.21 / Rows)), 0.3 + (4 * Math.Sqrt(0.21 / Rows)));
    }

    [Fact]
    public void Noise_is_normal()
    {
        const int Count = 100_000;
        float[] images = new float[Count];

        Augmentation.Noise(new ImageShape(10, 10), 2).Apply(images, seed: 5, epoch: 2);

        double mean = images.Average(value => (double)value), variance = images.Average(value => (double)value * value);
        Assert.InRange(mean, -4 * 2 / Math.Sqrt(Count), 4 * 2 / Math.Sqrt(Count));
        Assert.InRange(variance / 4, 1 - (4 * Math.Sqrt(2.0 / Count)), 1 + (4 * Math.Sqrt(2.0 / Count)));
        Assert.InRange(images.Average(value => Math.Pow(value / 2, 4)), 3 - (4 * Math.Sqrt(96.0 / Count)), 3 + (4 * Math.Sqrt(96.0 / Count)));
    }

    [Fact]
    public void Cut_outs_have_their_centre_anywhere()
    {
        const int Rows = 6000;
        var shape = new ImageShape(4, 6);
        float[] images = Enumerable.Repeat(1f, Rows * shape.Size).ToArray();

        Augmentation.CutOut(shape, 1, 1).Apply(images, seed: 5, epoch: 2);

        // One pixel of 24 each time; the 99.9% point of χ² with 23 degrees of freedom is 49.7.
        double[] counts = Enumerable.Range(0, shape.Size).Select(i => (double)images.Chunk(shape.Size).Count(image => image[i] == 0)).ToArray();
        Assert.Equal(Rows, counts.Sum());
        Assert.True(counts.Sum(count => (count - 250) * (count - 250) / 250) < 49.7);
    }

    /// <summary>Kolmogorov and Smirnov's test at 99.9%.</summary>
    private static void AssertUniform(double[] values, double minimum, double maximum)
    {
        double distance = values.Order().Select((value, i) => Math.Abs(((value - minimum) / (maximum - minimum)) - ((i + 0.5) / values.Length))).Max();
        Assert.True(distance < 1.95 / Math.Sqrt(values.Length), $"{distance}");
    }
}
