using System.Globalization;

namespace Samples.Drawing;

/// <summary>A pair of axes: their ticks, labels, grid and frame.</summary>
public sealed class Panel(SvgWriter svg, Axis x, Axis y, double smallestStepOfX = 0)
{
    private readonly double[] xTicks = [.. x.Ticks(smallestStepOfX)];
    private readonly double[] yTicks = [.. y.Ticks()];

    /// <summary>Lines across the panel at the ticks.</summary>
    public void DrawGrid()
    {
        using (svg.Begin(("stroke", Palette.Grid)))
        {
            foreach (double tick in xTicks)
            {
                svg.Line(x.Position(tick), y.Start, x.Position(tick), y.End);
            }

            foreach (double tick in yTicks)
            {
                svg.Line(x.Start, y.Position(tick), x.End, y.Position(tick));
            }
        }
    }

    /// <summary>The ticks, their numbers and what the axes show.</summary>
    public void DrawAxes(string xTitle, string yTitle)
    {
        using (svg.Begin(("font-size", 12)))
        {
            foreach (double tick in xTicks)
            {
                svg.Line(x.Position(tick), y.Start, x.Position(tick), y.Start + 5, ("stroke", Palette.Ink));
                DrawLabel(x, tick, x.Position(tick), y.Start + 20, "middle");
            }

            foreach (double tick in yTicks)
            {
                svg.Line(x.Start, y.Position(tick), x.Start - 5, y.Position(tick), ("stroke", Palette.Ink));
                DrawLabel(y, tick, x.Start - 9, y.Position(tick) + 4, "end");
            }
        }

        double middle = (y.Start + y.End) / 2, left = x.Start - (y.TickDecades > 0 ? 58 : 48); // powers of ten are wide
        svg.Text((x.Start + x.End) / 2, y.Start + 42, xTitle, "middle", ("font-size", 13));
        svg.Text(left, middle, yTitle, "middle", ("font-size", 13), ("transform", FormattableString.Invariant($"rotate(-90 {left} {middle})")));
    }

    /// <summary>The frame, over what was plotted.</summary>
    public void DrawFrame() => svg.Element(
        "rect",
        ("x", x.Start), ("y", y.End), ("width", x.End - x.Start), ("height", y.Start - y.End), ("fill", "none"), ("stroke", Palette.Ink));

    private void DrawLabel(Axis axis, double tick, double left, double top, string anchor)
    {
        if (axis.TickDecades > 0)
        {
            svg.PowerOfTen(left, top, (int)Math.Round(Math.Log10(tick)), anchor);
        }
        else
        {
            svg.Text(left, top, Label(tick), anchor);
        }
    }

    private static string Label(double tick) => tick.ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');
}
