using System.Globalization;
using Samples.Drawing;
using static System.FormattableString;

namespace Mnist.Drawing;

/// <summary>Draws how often each digit was read as each other.</summary>
internal static class ConfusionPlot
{
    private const double Cell = 46;
    private const double Left = 84;
    private const double Top = 124;
    private const double BarWidth = 90;

    public static void Write(string file, Readings readings)
    {
        int[,] counts = readings.CountPairs();
        double side = readings.Classes * Cell;
        using var svg = new SvgWriter(file, Left + side + BarWidth + 110, Top + side + 40, "How often the network read each digit as each other.");
        svg.Text(Left, 34, "What the network read in the test digits", "start", ("font-size", 19), ("font-weight", "bold"));
        svg.Text(
            Left, 57, Invariant($"{readings.Right} of {readings.Count} right: accuracy {readings.Accuracy:0.0000}"), "start",
            ("font-size", 13), ("fill", Palette.Muted));

        DrawTitles(svg, readings.Classes, side);
        DrawCells(svg, counts, readings.Classes);
        svg.Element("rect", ("x", Left), ("y", Top), ("width", side), ("height", side), ("fill", "none"), ("stroke", Palette.Ink));
        DrawAccuracies(svg, counts, readings.Classes, Left + side + 24);
    }

    private static void DrawTitles(SvgWriter svg, int classes, double side)
    {
        svg.Text(Left + (side / 2), Top - 34, "read as", "middle", ("font-size", 13));
        svg.Text(
            Left - 42, Top + (side / 2), "digit", "middle",
            ("font-size", 13), ("transform", Invariant($"rotate(-90 {Left - 42} {Top + (side / 2)})")));
        using (svg.Begin(("font-size", 14)))
        {
            for (int digit = 0; digit < classes; digit++)
            {
                svg.Text(Middle(Left, digit), Top - 11, Number(digit), "middle");
                svg.Text(Left - 18, Middle(Top, digit) + 5, Number(digit), "middle");
            }
        }
    }

    /// <summary>The right ones are blue; the wrong ones red, the redder the more there are.</summary>
    private static void DrawCells(SvgWriter svg, int[,] counts, int classes)
    {
        int mostWrong = Math.Max(1, Pairs(classes).Where(pair => pair.Label != pair.Read).Max(pair => counts[pair.Label, pair.Read]));
        using (svg.Begin(("font-size", 13), ("stroke", "none")))
        {
            foreach ((int label, int read) in Pairs(classes))
            {
                int count = counts[label, read];
                bool right = label == read;
                double share = right ? 1 : Math.Sqrt((double)count / mostWrong);
                svg.Element(
                    "rect",
                    ("x", Left + (read * Cell)), ("y", Top + (label * Cell)), ("width", Cell), ("height", Cell), ("stroke", Palette.Grid),
                    ("fill", right ? Palette.Tint[0] : Palette.Class[2]), ("fill-opacity", right ? 1 : 0.75 * share));
                if (count > 0)
                {
                    svg.Text(
                        Middle(Left, read), Middle(Top, label) + 4.5, Number(count), "middle",
                        ("font-weight", right ? "bold" : "normal"), ("fill", !right && share > 0.8 ? "#ffffff" : Palette.Ink));
                }
            }
        }
    }

    /// <summary>A bar per digit, from 0 to 1, and the number.</summary>
    private static void DrawAccuracies(SvgWriter svg, int[,] counts, int classes, double left)
    {
        svg.Text(left, Top - 11, "read right", "start", ("font-size", 13));
        for (int label = 0; label < classes; label++)
        {
            int all = Enumerable.Range(0, classes).Sum(read => counts[label, read]);
            if (all > 0)
            {
                double share = (double)counts[label, label] / all, middle = Middle(Top, label);
                svg.Element("rect", ("x", left), ("y", middle - 7), ("width", BarWidth), ("height", 14), ("fill", Palette.Grid));
                svg.Element("rect", ("x", left), ("y", middle - 7), ("width", BarWidth * share), ("height", 14), ("fill", Palette.Class[0]));
                svg.Text(left + BarWidth + 10, middle + 4.5, share.ToString("0.000", CultureInfo.InvariantCulture), "start", ("font-size", 13));
            }
        }
    }

    private static IEnumerable<(int Label, int Read)> Pairs(int classes) =>
        from label in Enumerable.Range(0, classes)
        from read in Enumerable.Range(0, classes)
        select (label, read);

    private static double Middle(double start, int digit) => start + ((digit + 0.5) * Cell);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
