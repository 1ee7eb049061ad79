using Samples.Digits;
using Samples.Drawing;
using static System.FormattableString;

namespace Mnist.Drawing;

/// <summary>Draws the digits that were read wrong.</summary>
internal static class MisclassifiedSheet
{
    private const int Most = 60;
    private const int Columns = 10;
    private const double Left = 40;
    private const double Top = 84;
    private const double Zoom = 2.5;
    private const double Side = DrawnDigits.Side * Zoom;
    private const double ColumnWidth = Side + 20;
    private const double RowHeight = Side + 52;

    public static void Write(string file, Readings readings)
    {
        List<Misreading> wrong = [.. readings.Wrong()];
        List<Misreading> shown = [.. wrong.Take(Most)];
        int lines = Math.Max(1, (shown.Count + Columns - 1) / Columns);
        using var svg = new SvgWriter(
            file, (2 * Left) + (Columns * ColumnWidth) - 20, Top + (lines * RowHeight) + 10, "The test digits that the network read wrong.");
        svg.Text(Left, 34, "The test digits that the network read wrong", "start", ("font-size", 19), ("font-weight", "bold"));
        svg.Text(
            Left, 57,
            wrong.Count > Most
                ? Invariant($"{wrong.Count} of {readings.Count}; here the {Most} of which it was surest, with what they are, what it read, and how sure it was")
                : Invariant($"{wrong.Count} of {readings.Count}, with what they are, what the network read, and how sure it was"),
            "start", ("font-size", 13), ("fill", Palette.Muted));

        for (int i = 0; i < shown.Count; i++)
        {
            DrawDigit(svg, readings, shown[i], Left + (i % Columns * ColumnWidth), Top + (i / Columns * RowHeight));
        }
    }

    private static void DrawDigit(SvgWriter svg, Readings readings, Misreading digit, double left, double top)
    {
        PixelImage.Draw(svg, readings.Pixels(digit.Row), DrawnDigits.Side, left, top, Zoom);
        svg.Element("rect", ("x", left), ("y", top), ("width", Side), ("height", Side), ("fill", "none"), ("stroke", Palette.Muted), ("stroke-width", 0.7));
        svg.Text(left + (Side / 2), top + Side + 17, Invariant($"{digit.Label} read as {digit.Read}"), "middle", ("font-size", 12.5));
        svg.Text(
            left + (Side / 2), top + Side + 33, Invariant($"{100 * digit.Confidence:0} %"), "middle", ("font-size", 11.5), ("fill", Palette.Muted));
    }
}
