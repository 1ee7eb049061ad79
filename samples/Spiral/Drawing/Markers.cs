using Samples.Drawing;
using static System.FormattableString;

namespace Spiral.Drawing;

/// <summary>The signs that stand for points: each class has a shape of its own, so that the colour is never all there is to tell.</summary>
internal static class Markers
{
    /// <summary>A circle, a square or a triangle.</summary>
    public static void Class(SvgWriter svg, int label, double x, double y)
    {
        switch (label)
        {
            case 0:
                svg.Element("circle", ("cx", x), ("cy", y), ("r", 3.2));
                break;
            case 1:
                svg.Element("rect", ("x", x - 2.9), ("y", y - 2.9), ("width", 5.8), ("height", 5.8));
                break;
            default:
                svg.Element("path", ("d", Invariant($"M{x:0.##} {y - 4.2:0.##}l3.8 6.6h-7.6z")));
                break;
        }
    }

    /// <summary>A ring around a point that the network gets wrong.</summary>
    public static void Wrong(SvgWriter svg, double x, double y) =>
        svg.Element("circle", ("cx", x), ("cy", y), ("r", 6.5), ("fill", "none"), ("stroke", Palette.Ink), ("stroke-width", 1.5));

    /// <summary>A diamond: a number of the textbook's.</summary>
    public static void Textbook(SvgWriter svg, double x, double y) =>
        svg.Element("path", ("d", Invariant($"M{x:0.##} {y - 5.5:0.##}l5.5 5.5-5.5 5.5-5.5-5.5z")), ("fill", Palette.Class[1]), ("stroke", Palette.Ink));
}
