using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>Each transform against a plain version of it, from the random numbers that the documentation promises.</summary>
public class AugmentationTests
{
    private const long Seed = -987654321;
    private const float Fill = -0.25f;

    private static readonly ImageShape[] Shapes = [new(7, 7), new(6, 9, 3), new(1, 5, 2), new(4, 1), new(1, 1), new(28, 28)];

    public static TheoryData<int> ShapeNumbers => new(Enumerable.Range(0, Shapes.Length));

    /// <summary>Values from 0 to 1, no two pixels alike.</summary>
    internal static float[] Image(ImageShape shape, int row = 0) => Enumerable.Range(0, shape.Size).Select(i => ((i * 37) + row + 1) % 1009 / 1009f).ToArray();

    /// <summary>Draw i of a row.</summary>
    private static double Uniform(int epoch, int row, int i) => new CounterRandom(Seed, RandomStreams.Augmentation + epoch).Uniform(((long)row << 32) + i);

    private static int Below(int epoch, int row, int i, int bound) => new CounterRandom(Seed, RandomStreams.Augmentation + epoch).Below(((long)row << 32) + i, bound);

    /// <summary>Applies the transform to sixty images, and compares each with what the plain version of it makes of (image, epoch, row).</summary>
    private static void AssertSame(ImageShape shape, Augmentation augmentation, Func<float[], int, int, float[]> plain, double tolerance)
    {
        for (int epoch = 0; epoch < 3; epoch++)
        {
            const int First = 70, Rows = 20;
            float[] rows = Enumerable.Range(First, Rows).SelectMany(row => Image(shape, row)).ToArray();

            augmentation.Apply(rows, Seed, epoch, First);

            float[] expected = Enumerable.Range(First, Rows).SelectMany(row => plain(Image(shape, row), epoch, row)).ToArray();
            Assert.Equal(expected.Length, rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.True(Math.Abs(expected[i] - rows[i]) <= tolerance, $"Value {i} in epoch {epoch}: {rows[i]}, not {expected[i]}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(ShapeNumbers))]
    public void Shift(int number)
    {
        ImageShape shape = Shapes[number];
        int vertical = Math.Min(3, shape.Height - 1), horizontal = Math.Min(4, shape.Width - 1);

        AssertSame(shape, Augmentation.Shift(shape, vertical, horizontal, Fill), (values, epoch, row) =>
        {
            PlainImages.Pixel pixel = PlainImages.Of(shape, values, Fill);
            int down = Below(epoch, row, 0, (2 * vertical) + 1) - vertical, right = Below(epoch, row, 1, (2 * horizontal) + 1) - horizontal;
            return PlainImages.Draw(shape, (y, x, channel) => pixel(y - down, x - right, channel));
        }, 0);
    }

    [Theory]
    [MemberData(nameof(ShapeNumbers))]
    public void Rotate(int number)
    {
        ImageShape shape = Shapes[number];
        foreach (double degrees in new[] { 15.0, 180 })
        {
            AssertSame(
                shape, Augmentation.Rotate(shape, degrees, Fill),
                (values, epoch, row) => PlainImages.Rotate(shape, values, -degrees + (2 * degrees * Uniform(epoch, row, 0)), Fill), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(ShapeNumbers))]
    public void Scale(int number)
    {
        ImageShape shape = Shapes[number];
        AssertSame(
            shape, Augmentation.Scale(shape, 0.4, 2.5, Fill), (values, epoch, row) => PlainImages.Scale(shape, values, 0.4 + (2.1 * Uniform(epoch, row, 0)), Fill), 1e-6);
    }

    [Theory]
    [MemberData(nameof(ShapeNumbers))]
    public void Flips(int number)
    {
        ImageShape shape = Shapes[number];
        AssertSame(shape, Augmentation.FlipHorizontal(shape, 0.4), (values, epoch, row) => Uniform(epoch, row, 0) < 0.4
            ? PlainImages.Draw(shape, (y, x, channel) => PlainImages.Of(shape, values)(y, shape.Width - 1 - x, channel)) : values, 0);
        AssertSame(shape, Augmentation.FlipVertical(shape, 0.7), (values, epoch, row) => Uniform(epoch, row, 0) < 0.7
            ? PlainImages.Draw(shape, (y, x, channel) => PlainImages.Of(shape, values)(shape.Height - 1 - y, x, channel)) : values, 0);
    }

    [Theory]
    [MemberData(nameof(ShapeNumbers))]
    public void Noise(int number)
    {
        ImageShape shape = Shapes[number];
        AssertSame(shape, Augmentation.Noise(shape, 0.3f), (values, epoch, row) => values
            .Select((value, i) => value + (0.3f * (float)new CounterRandom(Seed, RandomStreams.Augmentation + epoch).Normal(((long)row << 32) + i))).ToArray(), 1e-6);
    }

    [Theory]
    [MemberData(nameof(ShapeNumbers))]
    public void CutOut(int number)
    {
        ImageShape shape = Shapes[number];
        int height = Math.Min(3, shape.Height), width = Math.Min(4, shape.Width);

        AssertSame(shape, Augmentation.CutOut(shape, height, width, Fill), (values, epoch, row) =>
        {
            int top = Below(epoch, row, 0, shape.Height) - (height / 2), left = Below(epoch, row, 1, shape.Width) - (width / 2);
            return PlainImages.Draw(
                shape, (y, x, channel) => y >= top && y < top + height && x >= left && x < left + width ? Fill : PlainImages.Of(shape, values)(y, x, channel));
        }, 0);
    }

    [Fact]
    public void A_sequence_applies_one_after_the_other_with_draws_of_their_own()
    {
        ImageShape shape = Shapes[1];
        Augmentation sequence = Augmentation.Sequence(
            Augmentation.FlipHorizontal(shape), Augmentation.Sequence(Augmentation.Noise(shape, 0.1f), Augmentation.FlipVertical(shape)),
            Augmentation.Sometimes(0.5, Augmentation.Rotate(shape, 45, Fill)));

        Assert.Equal(1 + shape.Size + 1 + 2, sequence.DrawsPerRow);
        AssertSame(shape, sequence, (values, epoch, row) =>
        {
            float[] source = values;
            if (Uniform(epoch, row, 0) < 0.5)
            {
                source = PlainImages.Draw(shape, (y, x, channel) => PlainImages.Of(shape, values)(y, shape.Width - 1 - x, channel));
            }

            var random = new CounterRandom(Seed, RandomStreams.Augmentation + epoch);
            float[] noisy = source.Select((value, i) => value + (0.1f * (float)random.Normal(((long)row << 32) + 1 + i))).ToArray();
            float[] flipped = Uniform(epoch, row, 1 + shape.Size) < 0.5
                ? PlainImages.Draw(shape, (y, x, channel) => PlainImages.Of(shape, noisy)(shape.Height - 1 - y, x, channel))
                : noisy;
            return Uniform(epoch, row, 2 + shape.Size) < 0.5
                ? PlainImages.Rotate(shape, flipped, -45 + (90 * Uniform(epoch, row, 3 + shape.Size)), Fill)
                : flipped;
        }, 2e-6);
    }

    [Fact]
    public void Certain_and_impossible_transforms()
    {
        ImageShape shape = Shapes[0];
        float[] values = Image(shape), flipped = Image(shape);

        Augmentation.FlipVertical(shape, probability: 0).Apply(values, Seed, 0);
        Augmentation.FlipVertical(shape, probability: 1).Apply(flipped, Seed, 0);

        Assert.Equal(Image(shape), values);
        Assert.Equal(Image(shape).Chunk(shape.Width).Reverse().SelectMany(line => line), flipped);
    }
}
