namespace Samples.Digits;

/// <summary>One person's hand at one moment: where it puts the points of a shape, and how it presses the pen. Sums, products and square roots
/// only, so that all machines draw the same.</summary>
public sealed class Handwriting
{
    private const double Centre = (DrawnDigits.Side - 1) / 2.0;
    private const int Knots = 3; // displacements along a side of the unit square

    private readonly (double X, double Y)[] displacements = new (double X, double Y)[Knots * Knots];
    private readonly double height, width, slant, cosine, sine, left, top;

    /// <summary>A hand, as the draws make it.</summary>
    /// <param name="draws">What is random.</param>
    public Handwriting(Draws draws)
    {
        height = draws.Uniform(17, 21);
        width = height * draws.Uniform(0.5, 0.8);
        slant = draws.Normal(0.12, 0.17);
        double tangent = draws.Normal(0, 0.1);
        cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        sine = tangent * cosine;
        left = Centre + draws.Normal(0, 0.8);
        top = Centre + draws.Normal(0, 0.8);
        for (int i = 0; i < displacements.Length; i++)
        {
            displacements[i] = (draws.Normal(0, 0.09), draws.Normal(0, 0.07));
        }

        Radius = draws.Uniform(0.7, 1.6);
        Pressure = draws.Uniform(0.75, 1);
    }

    /// <summary>Half the width of the line, in pixels.</summary>
    public double Radius { get; }

    /// <summary>How dark the line is, at most 1.</summary>
    public double Pressure { get; }

    /// <summary>A point of the unit square as pixels: displaced, slanted, turned and moved.</summary>
    /// <param name="point">The point.</param>
    public (double X, double Y) Place((double X, double Y) point)
    {
        (double dx, double dy) = Displacement(point);
        double y = (point.Y + dy - 0.5) * height;
        double x = ((point.X + dx - 0.5) * width) - (slant * y);
        return (left + (cosine * x) - (sine * y), top + (sine * x) + (cosine * y));
    }

    /// <summary>Bilinear between the knots, so that strokes that meet still do.</summary>
    private (double X, double Y) Displacement((double X, double Y) point)
    {
        double x = Math.Clamp(point.X, 0, 1) * (Knots - 1), y = Math.Clamp(point.Y, 0, 1) * (Knots - 1);
        int column = Math.Min((int)x, Knots - 2), row = Math.Min((int)y, Knots - 2);
        (double X, double Y) above = Between(displacements[(row * Knots) + column], displacements[(row * Knots) + column + 1], x - column);
        (double X, double Y) below = Between(displacements[((row + 1) * Knots) + column], displacements[((row + 1) * Knots) + column + 1], x - column);
        return Between(above, below, y - row);
    }

    private static (double X, double Y) Between((double X, double Y) from, (double X, double Y) to, double share) =>
        (from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y)));
}
