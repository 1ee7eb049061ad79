using System.Text;
using static System.FormattableString;

namespace Samples.Drawing;

/// <summary>Draws an image of few pixels in nine shades, from paper to ink: one path per shade.</summary>
public static class PixelImage
{
    private const int Darkest = 8;

    /// <summary>Draws a square image.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="pixels">Lines of <paramref name="side"/> values each, from the top: 0 for paper, 1 for ink.</param>
    /// <param name="side">Pixels along a side.</param>
    /// <param name="left">The left edge, in the drawing.</param>
    /// <param name="top">The top edge.</param>
    /// <param name="scale">How large a pixel is there.</param>
    public static void Draw(SvgWriter svg, ReadOnlySpan<float> pixels, int side, double left, double top, double scale)
    {
        var paths = new StringBuilder[Darkest + 1];
        for (int row = 0; row < side; row++)
        {
            AddRuns(paths, pixels.Slice(row * side, side), row);
        }

        using (svg.Begin(("transform", Invariant($"translate({left} {top}) scale({scale})")), ("shape-rendering", "crispEdges")))
        {
            for (int shade = 1; shade <= Darkest; shade++)
            {
                if (paths[shade] is { } path)
                {
                    svg.Element("path", ("d", path.ToString()), ("fill", Grey(shade)));
                }
            }
        }
    }

    /// <summary>Pixels of the same shade beside each other become one rectangle.</summary>
    private static void AddRuns(StringBuilder[] paths, ReadOnlySpan<float> line, int row)
    {
        for (int start = 0, end; start < line.Length; start = end)
        {
            int shade = Shade(line[start]);
            end = start + 1;
            while (end < line.Length && Shade(line[end]) == shade)
            {
                end++;
            }

            (paths[shade] ??= new StringBuilder()).Append(Invariant($"M{start} {row}h{end - start}v1h{start - end}z"));
        }
    }

    private static int Shade(float value) => (int)Math.Round(Math.Clamp(value, 0, 1) * Darkest);

    private static string Grey(int shade)
    {
        int value = 255 - (shade * (255 - 0x22) / Darkest);
        return Invariant($"#{value:x2}{value:x2}{value:x2}");
    }
}
