namespace Samples.Digits;

/// <summary>A line of the pen through points: straight from each to the next, or curved.</summary>
/// <param name="Curved">Whether it is a curve.</param>
/// <param name="Closed">Whether it goes back to its first point.</param>
/// <param name="Points">Two or more, in the unit square: (0, 0) is at the top left.</param>
public sealed record Stroke(bool Curved, bool Closed, params IReadOnlyList<(double X, double Y)> Points)
{
    private const int Pieces = 6;

    /// <summary>Straight from point to point.</summary>
    /// <param name="points">Two or more.</param>
    public static Stroke Line(params IReadOnlyList<(double X, double Y)> points) => new(Curved: false, Closed: false, points);

    /// <summary>A curve through all points.</summary>
    /// <param name="points">Two or more.</param>
    public static Stroke Curve(params IReadOnlyList<(double X, double Y)> points) => new(Curved: true, Closed: false, points);

    /// <summary>A curve through all points and back to the first.</summary>
    /// <param name="points">Three or more.</param>
    public static Stroke Loop(params IReadOnlyList<(double X, double Y)> points) => new(Curved: true, Closed: true, points);

    /// <summary>The stroke as a chain of short straight pieces, so that what displaces its points bends it.</summary>
    public List<(double X, double Y)> Flatten()
    {
        List<(double X, double Y)> chain = [Points[0]];
        for (int i = 0; i < Points.Count - (Closed ? 0 : 1); i++)
        {
            for (int piece = 1; piece < Pieces; piece++)
            {
                double share = (double)piece / Pieces;
                chain.Add(Curved ? Spline(At(i - 1), At(i), At(i + 1), At(i + 2), share) : Between(At(i), At(i + 1), share));
            }

            chain.Add(At(i + 1));
        }

        return chain;
    }

    /// <summary>Beyond the ends of an open stroke: the point mirrored there.</summary>
    private (double X, double Y) At(int index)
    {
        int last = Points.Count - 1;
        return Closed ? Points[(index + Points.Count) % Points.Count]
            : index < 0 ? Mirrored(Points[0], Points[1])
            : index > last ? Mirrored(Points[last], Points[last - 1])
            : Points[index];
    }

    private static (double X, double Y) Mirrored((double X, double Y) end, (double X, double Y) before) => ((2 * end.X) - before.X, (2 * end.Y) - before.Y);

    private static (double X, double Y) Between((double X, double Y) from, (double X, double Y) to, double share) =>
        (from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y)));

    /// <summary>Between b and c (E. Catmull, R. Rom, "A class of local interpolating splines", 1974).</summary>
    private static (double X, double Y) Spline(
        (double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d, double share) =>
        (Spline(a.X, b.X, c.X, d.X, share), Spline(a.Y, b.Y, c.Y, d.Y, share));

    private static double Spline(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
}
