using Backprop;

namespace Samples.Digits;

/// <summary>Shapes like handwritten digits, for those who have no MNIST at hand: 28 × 28 pixels, 0 for paper and 1 for ink.</summary>
public static class DrawnDigits
{
    /// <summary>Pixels along a side.</summary>
    public const int Side = 28;

    /// <summary>Ten digits.</summary>
    public const int Classes = 10;

    private const double Noise = 0.04;

    private static readonly List<(double X, double Y)>[][][] Chains =
        [.. DigitShapes.All.Select(ways => ways.Select(strokes => strokes.Select(stroke => stroke.Flatten()).ToArray()).ToArray())];

    /// <summary>Draws digits, each as often as the others: 0 to 9 and again.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="seed">The same seed gives the same digits, everywhere, and a larger count begins with those of a smaller one.</param>
    public static Dataset Generate(int count, long seed)
    {
        float[] pixels = new float[count * Side * Side];
        int[] labels = new int[count];
        for (int row = 0; row < count; row++)
        {
            labels[row] = row % Classes;
            Draw(labels[row], new CounterRandom(seed, RandomStreams.User + row), pixels.AsSpan(row * Side * Side, Side * Side));
        }

        return Dataset.Classification(pixels, labels, Side * Side, Classes);
    }

    /// <summary>Draws one digit.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">Decides how it is written, by whose hand, and what noise is added.</param>
    /// <param name="pixels">28 lines of 28 pixels, from the top; what was there is lost.</param>
    public static void Draw(int digit, CounterRandom random, Span<float> pixels)
    {
        var draws = new Draws(random);
        var hand = new Handwriting(draws);
        List<(double X, double Y)>[][] ways = Chains[digit];
        pixels.Clear();
        foreach (List<(double X, double Y)> chain in ways[draws.Below(ways.Length)])
        {
            for (int i = 1; i < chain.Count; i++)
            {
                Pen.Line(pixels, Side, hand.Place(chain[i - 1]), hand.Place(chain[i]), hand.Radius, hand.Pressure);
            }
        }

        foreach (ref float pixel in pixels)
        {
            pixel = (float)Math.Clamp(draws.Normal(pixel, Noise), 0, 1);
        }
    }
}
