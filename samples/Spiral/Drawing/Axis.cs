namespace Spiral.Drawing;

/// <summary>Maps a range of values to a range of pixels, evenly or by logarithm.</summary>
/// <param name="Minimum">The value at <paramref name="Start"/>.</param>
/// <param name="Maximum">The value at <paramref name="End"/>, above the minimum.</param>
/// <param name="Start">A pixel.</param>
/// <param name="End">A pixel; below <paramref name="Start"/> for an axis that points up.</param>
/// <param name="Logarithmic">Whether equal ratios, not equal differences, are equally long; both values are then above 0.</param>
internal sealed record Axis(double Minimum, double Maximum, double Start, double End, bool Logarithmic = false)
{
    private static readonly int[] OneTwoFive = [1, 2, 5];

    /// <summary>The pixel of a value. Values beyond the ends are drawn at the ends.</summary>
    public double Position(double value)
    {
        double inside = Math.Clamp(value, Minimum, Maximum);
        double share = Logarithmic
            ? Math.Log(inside / Minimum) / Math.Log(Maximum / Minimum)
            : (inside - Minimum) / (Maximum - Minimum);
        return Start + (share * (End - Start));
    }

    /// <summary>Round values along the axis: multiples of 1, 2 or 5 times a power of ten; on a logarithmic axis, those numbers themselves.</summary>
    public IEnumerable<double> Ticks() => Logarithmic ? PowerTicks() : EvenTicks(6);

    private IEnumerable<double> EvenTicks(int about)
    {
        double rough = (Maximum - Minimum) / about;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (double i = Math.Ceiling((Minimum / step) - 1e-9); i * step <= Maximum + (1e-9 * step); i++)
        {
            yield return i * step;
        }
    }

    private IEnumerable<double> PowerTicks()
    {
        for (double power = Math.Pow(10, Math.Floor(Math.Log10(Minimum))); power <= Maximum; power *= 10)
        {
            foreach (int digit in OneTwoFive)
            {
                if (digit * power >= Minimum * (1 - 1e-9) && digit * power <= Maximum * (1 + 1e-9))
                {
                    yield return digit * power;
                }
            }
        }
    }
}
