using Samples.Digits;

namespace Backprop.Gradients.Tests.Samples;

/// <summary>Digits that the sample draws where there are no files.</summary>
public sealed class DrawnDigitsTests
{
    private const int Pixels = DrawnDigits.Side * DrawnDigits.Side;

    [Fact]
    public void TheSameSeedDrawsTheSame()
    {
        float[] once = Inputs(DrawnDigits.Generate(count: 50, seed: 5));

        Assert.Equal(once, Inputs(DrawnDigits.Generate(count: 50, seed: 5)));
        Assert.Equal(once[..(20 * Pixels)], Inputs(DrawnDigits.Generate(count: 20, seed: 5)));
        Assert.NotEqual(once, Inputs(DrawnDigits.Generate(count: 50, seed: 6)));
    }

    [Fact]
    public void EachDigitIsThereAsOftenAsTheOthers()
    {
        Dataset digits = DrawnDigits.Generate(count: 200, seed: 7);
        int[] labels = new int[200];
        digits.GatherLabels([.. Enumerable.Range(0, 200)], labels);

        Assert.Equal(10, digits.Classes);
        Assert.All(Enumerable.Range(0, 10), digit => Assert.Equal(20, labels.Count(label => label == digit)));
    }

    /// <summary>All of them on paper, none cut off: ink inside, and little of it, next to none at the edge.</summary>
    [Fact]
    public void TheyAreInkOnPaper()
    {
        const int Count = 1000;
        float[] inputs = Inputs(DrawnDigits.Generate(Count, seed: 8));

        Assert.All(inputs, value => Assert.InRange(value, 0, 1));
        double[] edge = new double[Count];
        for (int row = 0; row < Count; row++)
        {
            float[] image = inputs[(row * Pixels)..((row + 1) * Pixels)];
            Assert.InRange(image.Max(), 0.7f, 1);
            Assert.InRange(image.Average(), 0.02, 0.4);
            edge[row] = image.Where((_, i) => IsAtEdge(i)).Average();
        }

        Assert.InRange(edge.Average(), 0.005, 0.05); // noise of N(0, 0.04²) cut off below 0 has the mean 0.04/√(2π) = 0.016
    }

    /// <summary>By the same hand, with the same noise.</summary>
    [Fact]
    public void TheTenDigitsDiffer()
    {
        for (int stream = 0; stream < 30; stream++)
        {
            float[][] images = [.. Enumerable.Range(0, 10).Select(digit => Draw(digit, new CounterRandom(seed: 9, stream)))];

            for (int digit = 0; digit < 10; digit++)
            {
                Assert.All(images[..digit], (other, i) => Assert.True(Difference(images[digit], other) > 10, $"{digit} looks like {i} in stream {stream}."));
            }
        }
    }

    /// <summary>No two hands write alike, and no digit is written in one way only.</summary>
    [Fact]
    public void TheSameDigitIsNeverDrawnTwice()
    {
        for (int digit = 0; digit < 10; digit++)
        {
            float[][] images = [.. Enumerable.Range(0, 30).Select(stream => Draw(digit, new CounterRandom(seed: 10, stream)))];

            for (int i = 0; i < images.Length; i++)
            {
                Assert.All(images[..i], other => Assert.True(Difference(images[i], other) > 10));
            }
        }
    }

    private static float[] Draw(int digit, CounterRandom random)
    {
        float[] pixels = [.. Enumerable.Repeat(float.NaN, Pixels)];
        DrawnDigits.Draw(digit, random, pixels);
        return pixels;
    }

    /// <summary>In pixels: the sum of the absolute differences.</summary>
    private static double Difference(float[] one, float[] other) => one.Zip(other, (a, b) => Math.Abs((double)a - b)).Sum();

    private static bool IsAtEdge(int pixel) => pixel / DrawnDigits.Side is 0 or 27 || pixel % DrawnDigits.Side is 0 or 27;

    private static float[] Inputs(Dataset digits)
    {
        float[] inputs = new float[digits.Count * digits.InputSize];
        digits.GatherInputs([.. Enumerable.Range(0, digits.Count)], inputs);
        return inputs;
    }
}
