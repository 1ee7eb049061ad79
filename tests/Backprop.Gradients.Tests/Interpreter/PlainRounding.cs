namespace Backprop.Gradients.Tests.Interpreter;

/// <summary>Numbers with fewer bits than a double has; all of them, where no number of bits is given.</summary>
internal static class PlainRounding
{
    private const int DoubleBits = 53;

    /// <summary>The nearest number of so many significant bits: with c = x·(2ˢ + 1), c − (c − x) lacks the last s bits of x (Veltkamp).</summary>
    public static double Round(double value, int? bits)
    {
        double c = value * ((1L << (DoubleBits - (bits ?? DoubleBits))) + 1);
        return bits is null ? value : c - (c - value);
    }

    /// <summary>The same for each of them.</summary>
    public static double[] Round(double[] values, int? bits) => bits is null ? values : Array.ConvertAll(values, value => Round(value, bits));

    /// <summary>How far off a rounded number can be, relative to itself: 2 to the power of minus the bits.</summary>
    public static double Unit(int? bits) => Math.ScaleB(1, -(bits ?? DoubleBits));

    /// <summary>A number that is as far off as rounding to so many bits can make it. Unlike <see cref="Round(double, int?)"/>, it never hits a number, such as the
    /// 1 that a sigmoid goes to, exactly.</summary>
    public static double Perturb(double value, int? bits) => bits is { } number ? value - Math.ScaleB(value, -number) : value;

    /// <summary>The mean, every partial sum of which is rounded.</summary>
    public static double Mean(IEnumerable<double> values, int? bits)
    {
        double sum = 0;
        int count = 0;
        foreach (double value in values)
        {
            sum = Round(sum + value, bits);
            count++;
        }

        return Round(sum / count, bits);
    }
}
