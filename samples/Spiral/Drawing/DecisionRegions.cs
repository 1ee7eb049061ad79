namespace Spiral.Drawing;

/// <summary>
/// Finds where each class has the largest score, given the scores at the corners of a square grid. Each cell is cut into two triangles, over
/// which the scores are taken to be linear: the part of a triangle that a class wins is then a polygon.
/// </summary>
/// <param name="scores">One score per class and corner, corner by corner, row by row.</param>
/// <param name="cells">Cells along a side; there is one corner more.</param>
/// <param name="classes">Scores per corner.</param>
internal sealed class DecisionRegions(float[] scores, int cells, int classes)
{
    private readonly record struct Vertex(double X, double Y, double[] Scores);

    /// <summary>The outline of each class' region, scaled so that a cell is <paramref name="cellSize"/> units wide.</summary>
    public RegionOutline[] Trace(double cellSize)
    {
        var outlines = new RegionOutline[classes];
        for (int label = 0; label < classes; label++)
        {
            outlines[label] = new RegionOutline(cellSize);
        }

        for (int row = 0; row < cells; row++)
        {
            for (int column = 0; column < cells; column++)
            {
                Vertex a = Corner(column, row), b = Corner(column + 1, row), c = Corner(column + 1, row + 1), d = Corner(column, row + 1);
                Divide([a, b, c], outlines);
                Divide([a, c, d], outlines);
            }
        }

        return outlines;
    }

    private Vertex Corner(int column, int row)
    {
        int start = ((row * (cells + 1)) + column) * classes;
        return new Vertex(column, row, Array.ConvertAll(scores[start..(start + classes)], score => (double)score));
    }

    private void Divide(List<Vertex> triangle, RegionOutline[] outlines)
    {
        for (int winner = 0; winner < classes; winner++)
        {
            List<Vertex> polygon = triangle;
            for (int other = 0; other < classes && polygon.Count > 0; other++)
            {
                if (other != winner)
                {
                    polygon = Clip(polygon, winner, other);
                }
            }

            outlines[winner].Add(polygon.ConvertAll(vertex => (vertex.X, vertex.Y)));
        }
    }

    /// <summary>The part of a convex polygon where one class' score is not below the other's (Sutherland and Hodgman, 1974).</summary>
    private static List<Vertex> Clip(List<Vertex> polygon, int winner, int other)
    {
        var kept = new List<Vertex>(polygon.Count + 1);
        for (int i = 0; i < polygon.Count; i++)
        {
            Vertex from = polygon[i], to = polygon[(i + 1) % polygon.Count];
            double lead = from.Scores[winner] - from.Scores[other], next = to.Scores[winner] - to.Scores[other];
            if (lead >= 0)
            {
                kept.Add(from);
            }

            if (lead * next < 0)
            {
                kept.Add(Between(from, to, lead / (lead - next)));
            }
        }

        return kept;
    }

    private static Vertex Between(Vertex from, Vertex to, double share)
    {
        double[] scores = new double[from.Scores.Length];
        for (int label = 0; label < scores.Length; label++)
        {
            scores[label] = Mix(from.Scores[label], to.Scores[label], share);
        }

        return new Vertex(Mix(from.X, to.X, share), Mix(from.Y, to.Y, share), scores);
    }

    private static double Mix(double from, double to, double share) => from + (share * (to - from));
}
