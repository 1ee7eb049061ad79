namespace Backprop.Gradients.Tests.Normalization;

/// <summary>The norms as their papers write them, plainly and in double: rows of positions of channels. A shift moves every mean.</summary>
internal static class PlainNorm
{
    /// <summary>Each row of <paramref name="channels"/> values by itself.</summary>
    public static double[] Layer(double[] x, int channels, double epsilon, bool centered, double shift = 0)
    {
        double[] y = new double[x.Length];
        for (int start = 0; start < x.Length; start += channels)
        {
            Normalize(x, y, [.. Enumerable.Range(start, channels)], epsilon, centered, shift);
        }

        return y;
    }

    /// <summary>Each group of channels of each row, over all positions.</summary>
    public static double[] Group(double[] x, int positions, int channels, int groups, double epsilon, double shift = 0)
    {
        double[] y = new double[x.Length];
        int rows = x.Length / (positions * channels), width = channels / groups;
        for (int row = 0; row < rows; row++)
        {
            for (int group = 0; group < groups; group++)
            {
                IEnumerable<int> own = Enumerable.Range(row * positions, positions).SelectMany(position => Enumerable.Range((position * channels) + (group * width), width));
                Normalize(x, y, [.. own], epsilon, centered: true, shift);
            }
        }

        return y;
    }

    /// <summary>∂L/∂x of values that were normalised together, given g = ∂L/∂x̂.</summary>
    public static double[] InputGradient(double[] x, double[] g, double epsilon, bool centered)
    {
        double mean = centered ? x.Average() : 0, scale = 1 / Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + epsilon);
        double[] normalized = [.. x.Select(value => (value - mean) * scale)];
        double first = centered ? g.Average() : 0, second = g.Zip(normalized, (a, b) => a * b).Average();
        return [.. g.Zip(normalized, (a, b) => scale * (a - first - (b * second)))];
    }

    // With a mean that is off by the shift, but the right variance.
    private static void Normalize(double[] x, double[] y, int[] places, double epsilon, bool centered, double shift)
    {
        double mean = centered ? places.Average(place => x[place]) : 0;
        double variance = places.Average(place => (x[place] - mean) * (x[place] - mean));
        foreach (int place in places)
        {
            y[place] = (x[place] - mean - shift) / Math.Sqrt(variance + epsilon);
        }
    }
}
