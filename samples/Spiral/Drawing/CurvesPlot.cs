using System.Globalization;
using System.Text;
using Backprop;
using Samples;
using Samples.Drawing;
using static System.FormattableString;

namespace Spiral.Drawing;

/// <summary>Draws loss and accuracy over the epochs, with the textbook's numbers.</summary>
internal static class CurvesPlot
{
    private const double SmallestLoss = 1e-6; // a logarithmic axis has no 0
    private const double Width = 960;
    private const double Height = 430;
    private const double Top = 92;
    private const double Bottom = 360;

    public static void Write(string file, TrainingHistory history)
    {
        int epochs = history.Epochs.Count;
        double[] losses = [.. history.Epochs.Select(epoch => Math.Max(epoch.ValidationLoss!.Value, SmallestLoss))];
        double[] accuracies = [.. history.Epochs.Select(epoch => epoch.ValidationAccuracy!.Value)];
        var known = Textbook.Results.Where(result => result.Epoch <= epochs).ToList();

        using var svg = new SvgWriter(file, Width, Height, "Loss and accuracy over the epochs of the training.");
        svg.Text(76, 34, "Loss and accuracy after each epoch, over all points", "start", ("font-size", 19), ("font-weight", "bold"));
        DrawLegend(svg, 76, 62, known.Count > 0);

        DrawPanel(
            svg, Axis.LogarithmicAround([.. losses, .. known.Select(result => result.Loss)], Bottom, Top), "loss (cross-entropy)", 76, losses,
            known.Select(result => (result.Epoch, result.Loss)));
        DrawPanel(
            svg, AccuracyAxis(accuracies), "accuracy", 556, accuracies,
            known.Select(result => (result.Epoch, result.Accuracy)));
    }

    private static void DrawPanel(
        SvgWriter svg, Axis y, string title, double left, double[] values, IEnumerable<(int Epoch, double Value)> textbook)
    {
        var x = new Axis(0, values.Length, left, left + 340);
        var panel = new Panel(svg, x, y, smallestStepOfX: 1);
        panel.DrawGrid();
        panel.DrawAxes("epoch", title);

        var line = new StringBuilder("M");
        int stride = 1 + (values.Length / 1000); // a line need not have more points than pixels
        for (int i = (values.Length - 1) % stride; i < values.Length; i += stride)
        {
            line.Append(' ').Append(Invariant($"{x.Position(i + 1):0.#} {y.Position(values[i]):0.#}"));
        }

        svg.Element(
            "path", ("d", line.ToString()), ("fill", "none"), ("stroke", Palette.Class[0]), ("stroke-width", 1.8), ("stroke-linejoin", "round"));
        foreach ((int epoch, double value) in textbook)
        {
            Markers.Textbook(svg, x.Position(epoch), y.Position(value));
        }

        panel.DrawFrame();
        double last = y.Position(values[^1]);
        svg.Element("circle", ("cx", x.End), ("cy", last), ("r", 3.5), ("fill", Palette.Class[0]));
        svg.Text(
            x.End + 10, last + 4.5, values[^1].ToString("0.0000", CultureInfo.InvariantCulture), "start", ("font-size", 12), ("fill", Palette.Class[0]));
    }

    private static void DrawLegend(SvgWriter svg, double left, double middle, bool textbook)
    {
        svg.Line(left, middle, left + 24, middle, ("stroke", Palette.Class[0]), ("stroke-width", 1.8));
        svg.Text(left + 32, middle + 4.5, "this run", "start", ("font-size", 13));
        if (textbook)
        {
            Markers.Textbook(svg, left + 116, middle);
            svg.Text(left + 130, middle + 4.5, "the textbook's", "start", ("font-size", 13));
        }
    }

    /// <summary>From the tenth below the smallest accuracy to a little above 1.</summary>
    private static Axis AccuracyAxis(double[] accuracies) => new(Math.Min(Math.Floor(accuracies.Min() * 10) / 10, 0.9), 1.01, Bottom, Top);
}
