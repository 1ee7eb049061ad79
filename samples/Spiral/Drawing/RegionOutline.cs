using System.Text;

namespace Spiral.Drawing;

/// <summary>
/// Joins polygons that fit together without gaps into the outline of the whole: an edge that two of them share is run through once in each
/// direction, and the two cancel. What is left are closed loops.
/// </summary>
/// <param name="scale">What coordinates are multiplied by before they are rounded to whole numbers.</param>
internal sealed class RegionOutline(double scale)
{
    private readonly Dictionary<(int X, int Y), List<(int X, int Y)>> edges = [];

    /// <summary>Adds a polygon; all of them go round in the same direction.</summary>
    public void Add(List<(double X, double Y)> polygon)
    {
        for (int i = 0; i < polygon.Count; i++)
        {
            (int X, int Y) from = Round(polygon[i]), to = Round(polygon[(i + 1) % polygon.Count]);
            if (from != to && !Ends(to).Remove(from))
            {
                Ends(from).Add(to);
            }
        }
    }

    /// <summary>The outline as the data of an SVG path.</summary>
    public string ToPath()
    {
        var path = new StringBuilder();
        foreach ((int X, int Y) start in edges.Keys.ToList())
        {
            while (edges[start].Count > 0)
            {
                Append(path, Straighten(TakeLoop(start)));
            }
        }

        return path.ToString();
    }

    private (int X, int Y) Round((double X, double Y) point) => ((int)Math.Round(point.X * scale), (int)Math.Round(point.Y * scale));

    private List<(int X, int Y)> Ends((int X, int Y) from)
    {
        if (!edges.TryGetValue(from, out List<(int X, int Y)>? ends))
        {
            edges[from] = ends = [];
        }

        return ends;
    }

    /// <summary>Follows edges until they are back at the start: as many lead to a point as away from it, so they always come back.</summary>
    private List<(int X, int Y)> TakeLoop((int X, int Y) start)
    {
        var loop = new List<(int X, int Y)>();
        (int X, int Y) point = start;
        do
        {
            loop.Add(point);
            List<(int X, int Y)> ends = edges[point];
            point = ends[^1];
            ends.RemoveAt(ends.Count - 1);
        }
        while (point != start);

        return loop;
    }

    /// <summary>Leaves out the points in the middle of straight lines.</summary>
    private static List<(int X, int Y)> Straighten(List<(int X, int Y)> loop)
    {
        var corners = new List<(int X, int Y)>();
        for (int i = 0; i < loop.Count; i++)
        {
            (int X, int Y) before = corners.Count > 0 ? corners[^1] : loop[^1], point = loop[i], after = loop[(i + 1) % loop.Count];
            long turn = ((long)(point.X - before.X) * (after.Y - point.Y)) - ((long)(point.Y - before.Y) * (after.X - point.X));
            if (turn != 0)
            {
                corners.Add(point);
            }
        }

        return corners;
    }

    private static void Append(StringBuilder path, List<(int X, int Y)> corners)
    {
        if (corners.Count < 3)
        {
            return; // nothing but the way there and back
        }

        path.Append($"M{corners[0].X} {corners[0].Y}l");
        for (int i = 1; i < corners.Count; i++)
        {
            path.Append(i == 1 ? "" : " ").Append($"{corners[i].X - corners[i - 1].X} {corners[i].Y - corners[i - 1].Y}");
        }

        path.Append('z');
    }
}
