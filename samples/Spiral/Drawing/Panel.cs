using System.Globalization;

namespace Spiral.Drawing;

/// <summary>A pair of axes: their ticks, labels, grid and frame.</summary>
internal sealed class Panel(SvgWriter svg, Axis x, Axis y)
{
    /// <summary>The grid, ticks and labels; what is plotted goes over them.</summary>
    public void DrawAxes(string xTitle, string yTitle, bool grid)
    {
        using (svg.Begin(("stroke", Palette.Grid)))
        {
            foreach (double tick in grid ? x.Ticks() : [])
            {
                svg.Element("line", ("x1", x.Position(tick)), ("y1", y.Start), ("x2", x.Position(tick)), ("y2", y.End));
            }

            foreach (double tick in grid ? y.Ticks() : [])
            {
                svg.Element("line", ("x1", x.Start), ("y1", y.Position(tick)), ("x2", x.End), ("y2", y.Position(tick)));
            }
        }

        using (svg.Begin(("stroke", Palette.Ink)))
        {
            foreach (double tick in x.Ticks())
            {
                svg.Element("line", ("x1", x.Position(tick)), ("y1", y.Start), ("x2", x.Position(tick)), ("y2", y.Start + 5));
            }

            foreach (double tick in y.Ticks())
            {
                svg.Element("line", ("x1", x.Start), ("y1", y.Position(tick)), ("x2", x.Start - 5), ("y2", y.Position(tick)));
            }
        }

        using (svg.Begin(("font-size", 12)))
        {
            foreach (double tick in x.Ticks())
            {
                svg.Text(x.Position(tick), y.Start + 20, Label(tick), "middle");
            }

            foreach (double tick in y.Ticks())
            {
                svg.Text(x.Start - 9, y.Position(tick) + 4, Label(tick), "end");
            }
        }

        double center = (y.Start + y.End) / 2, edge = x.Start - 48;
        svg.Text((x.Start + x.End) / 2, y.Start + 42, xTitle, "middle", ("font-size", 13));
        svg.Text(edge, center, yTitle, "middle", ("font-size", 13), ("transform", $"rotate(-90 {SvgWriter.Number(edge)} {SvgWriter.Number(center)})"));
    }

    /// <summary>The frame, over what was plotted.</summary>
    public void DrawFrame() => svg.Element(
        "rect",
        ("x", x.Start), ("y", y.End), ("width", x.End - x.Start), ("height", y.Start - y.End), ("fill", "none"), ("stroke", Palette.Ink));

    private static string Label(double tick) => tick.ToString("0.#####", CultureInfo.InvariantCulture).Replace('-', '−');
}
