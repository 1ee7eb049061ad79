namespace Samples.Digits;

/// <summary>Draws lines with round ends, their edges smoothed over a pixel.</summary>
public static class Pen
{
    /// <summary>Draws one straight line; where a pixel is darker already, it stays so.</summary>
    /// <param name="pixels">Lines of <paramref name="side"/> values each, from the top; 0 is paper, 1 is ink.</param>
    /// <param name="side">Pixels along a side; pixel (0, 0) has its centre there.</param>
    /// <param name="from">One end, in pixels; it may lie outside, and then what is inside is drawn.</param>
    /// <param name="to">The other.</param>
    /// <param name="radius">Half the line's width, in pixels.</param>
    /// <param name="ink">The value inside the line, 0 to 1.</param>
    public static void Line(Span<float> pixels, int side, (double X, double Y) from, (double X, double Y) to, double radius, double ink)
    {
        double reach = radius + 0.5;
        int left = First(Math.Min(from.X, to.X) - reach, side), right = Last(Math.Max(from.X, to.X) + reach, side);
        int top = First(Math.Min(from.Y, to.Y) - reach, side), bottom = Last(Math.Max(from.Y, to.Y) + reach, side);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double covered = Math.Clamp(reach - Distance((column, row), from, to), 0, 1);
                ref float pixel = ref pixels[(row * side) + column];
                pixel = Math.Max(pixel, (float)(ink * covered));
            }
        }
    }

    private static int First(double position, int side) => (int)Math.Clamp(Math.Ceiling(position), 0, side);

    private static int Last(double position, int side) => (int)Math.Clamp(Math.Floor(position), -1, side - 1);

    /// <summary>Of a point from the nearest of a line.</summary>
    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y;
        double squared = (dx * dx) + (dy * dy);
        double along = squared > 0 ? Math.Clamp((((point.X - from.X) * dx) + ((point.Y - from.Y) * dy)) / squared, 0, 1) : 0;
        double x = point.X - from.X - (along * dx), y = point.Y - from.Y - (along * dy);
        return Math.Sqrt((x * x) + (y * y));
    }
}
