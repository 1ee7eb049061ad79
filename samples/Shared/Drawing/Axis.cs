namespace Samples.Drawing;

/// <summary>Maps a range of values to a range of pixels, evenly or by logarithm.</summary>
/// <param name="Minimum">The value at <paramref name="Start"/>.</param>
/// <param name="Maximum">The value at <paramref name="End"/>, above the minimum.</param>
/// <param name="Start">A pixel.</param>
/// <param name="End">A pixel; below <paramref name="Start"/> for an axis that points up.</param>
/// <param name="Logarithmic">Whether equal ratios, not equal differences, are equally long; both values are then above 0.</param>
/// <param name="TickDecades">For logarithmic axes over many powers of ten: how many of them one tick is from the next. 0: ticks at 1, 2 and 5 too.</param>
public sealed record Axis(double Minimum, double Maximum, double Start, double End, bool Logarithmic = false, int TickDecades = 0)
{
    private const double Rounding = 1e-9;

    /// <summary>A logarithmic axis whose ends are ticks: the nearest ones that enclose the values, which are above 0.</summary>
    /// <param name="values">What is to be plotted.</param>
    /// <param name="start">A pixel.</param>
    /// <param name="end">A pixel.</param>
    public static Axis LogarithmicAround(IReadOnlyList<double> values, double start, double end)
    {
        double minimum = values.Min(), maximum = values.Max();
        List<double> ticks = [.. PowerTicks(minimum / 10, maximum * 10)];
        return new Axis(ticks.FindLast(tick => tick < minimum), ticks.Find(tick => tick > maximum), start, end, Logarithmic: true);
    }

    /// <summary>A logarithmic axis over many powers of ten, about eight ticks; its ends are the nearest ticks that enclose the values, which are above 0.</summary>
    /// <param name="values">What is to be plotted.</param>
    /// <param name="start">A pixel.</param>
    /// <param name="end">A pixel.</param>
    public static Axis DecadesAround(IReadOnlyList<double> values, double start, double end)
    {
        double low = Math.Log10(values.Min()), high = Math.Log10(values.Max());
        int step = Math.Max(1, (int)Math.Round((high - low) / 8));
        double first = step * Math.Floor(low / step), last = Math.Max(step * Math.Ceiling(high / step), first + step);
        return new Axis(Math.Pow(10, first), Math.Pow(10, last), start, end, Logarithmic: true, TickDecades: step);
    }

    /// <summary>The pixel of a value. Values beyond the ends are drawn at the ends.</summary>
    public double Position(double value)
    {
        double inside = Math.Clamp(value, Minimum, Maximum);
        double share = Logarithmic
            ? Math.Log(inside / Minimum) / Math.Log(Maximum / Minimum)
            : (inside - Minimum) / (Maximum - Minimum);
        return Start + (share * (End - Start));
    }

    /// <summary>Round values along the axis, about six: multiples of 1, 2 or 5 times a power of ten; on a logarithmic axis, those numbers themselves.</summary>
    /// <param name="smallestStep">The least distance between two ticks of an even axis.</param>
    public IEnumerable<double> Ticks(double smallestStep = 0) =>
        TickDecades > 0 ? DecadeTicks() : Logarithmic ? PowerTicks(Minimum, Maximum) : EvenTicks(Math.Max((Maximum - Minimum) / 6, smallestStep));

    private IEnumerable<double> EvenTicks(double roughStep)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(roughStep)));
        double step = power * (roughStep / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (double i = Math.Ceiling((Minimum / step) - Rounding); i * step <= Maximum + (Rounding * step); i++)
        {
            yield return (i * step) + 0.0; // never −0
        }
    }

    private IEnumerable<double> DecadeTicks()
    {
        for (double exponent = Math.Round(Math.Log10(Minimum)); exponent <= Math.Log10(Maximum) + Rounding; exponent += TickDecades)
        {
            yield return Math.Pow(10, exponent);
        }
    }

    private static IEnumerable<double> PowerTicks(double minimum, double maximum)
    {
        for (double exponent = Math.Floor(Math.Log10(minimum)); exponent <= Math.Log10(maximum) + Rounding; exponent++)
        {
            foreach (double digit in (double[])[1, 2, 5])
            {
                double tick = digit * Math.Pow(10, exponent);
                if (tick >= minimum * (1 - Rounding) && tick <= maximum * (1 + Rounding))
                {
                    yield return tick;
                }
            }
        }
    }
}
