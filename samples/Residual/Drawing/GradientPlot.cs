using System.Text;
using Samples.Drawing;
using static System.FormattableString;

namespace Residual.Drawing;

/// <summary>Draws the gradient norm of each layer, a curve per network: with the starting weights, and after the training.</summary>
internal static class GradientPlot
{
    private const double SmallestNorm = 1e-30; // a logarithmic axis has no 0
    private const double Top = 92;
    private const double Bottom = 540;
    private const double PanelWidth = 340;

    /// <summary>Dashes that tell the curves apart without colour.</summary>
    private static readonly string[] Dashes = ["none", "7 3", "2 3", "9 3 2 3", "5 5"];

    public static void Write(string file, IReadOnlyList<Experiment> experiments, int epochs)
    {
        double[] all = [.. experiments.SelectMany(experiment => experiment.Before.Concat(experiment.After)).Select(Plotted)];
        Axis y = Axis.DecadesAround(all, Bottom, Top);

        using var svg = new SvgWriter(file, 1080, 600, "How large the gradient is in each layer of deep networks.");
        svg.Text(76, 34, "How far the gradient reaches: ‖∂L/∂W‖ of each layer", "start", ("font-size", 19), ("font-weight", "bold"));
        DrawPanel(svg, y, 76, "with the starting weights", experiments, experiment => experiment.Before);
        DrawPanel(svg, y, 488, Invariant($"after {epochs} epochs"), experiments, experiment => experiment.After);
        DrawLegend(svg, 488 + PanelWidth + 24, Top + 14, experiments);
    }

    private static void DrawPanel(
        SvgWriter svg, Axis y, double left, string title, IReadOnlyList<Experiment> experiments, Func<Experiment, double[]> norms)
    {
        var x = new Axis(0, DeepModel.Depth, left, left + PanelWidth);
        var panel = new Panel(svg, x, y, smallestStepOfX: 1);
        svg.Text((x.Start + x.End) / 2, Top - 14, title, "middle", ("font-size", 14));
        panel.DrawGrid();
        panel.DrawAxes("layer, from the input", "gradient norm");
        for (int i = 0; i < experiments.Count; i++)
        {
            DrawCurve(svg, x, y, norms(experiments[i]), i);
        }

        panel.DrawFrame();
    }

    private static void DrawCurve(SvgWriter svg, Axis x, Axis y, double[] norms, int index)
    {
        var line = new StringBuilder("M");
        for (int layer = 1; layer <= norms.Length; layer++)
        {
            line.Append(Invariant($" {x.Position(layer):0.#} {y.Position(Plotted(norms[layer - 1])):0.#}"));
        }

        svg.Element(
            "path", ("d", line.ToString()), ("fill", "none"), ("stroke", Palette.Curve[index]), ("stroke-width", 2), ("stroke-linejoin", "round"),
            ("stroke-dasharray", Dashes[index]));
    }

    private static void DrawLegend(SvgWriter svg, double left, double top, IReadOnlyList<Experiment> experiments)
    {
        for (int i = 0; i < experiments.Count; i++)
        {
            double middle = top + (46 * i);
            svg.Line(
                left, middle, left + 34, middle, ("stroke", Palette.Curve[i]), ("stroke-width", 2), ("stroke-dasharray", Dashes[i]));
            svg.Text(left + 42, middle + 4.5, experiments[i].Model.Title, "start", ("font-size", 13));
            svg.Text(
                left + 42, middle + 21, Invariant($"accuracy {experiments[i].Result.Accuracy:0.0000}"), "start", ("font-size", 12), ("fill", Palette.Muted));
        }
    }

    private static double Plotted(double norm) => Math.Max(norm, SmallestNorm);
}
