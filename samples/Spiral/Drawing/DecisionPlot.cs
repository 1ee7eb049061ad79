using System.Globalization;
using Backprop;
using Samples;
using Samples.Drawing;

namespace Spiral.Drawing;

/// <summary>Draws the points over the regions that the network gives to each class.</summary>
internal static class DecisionPlot
{
    private const double Extent = 1.15; // from −Extent to Extent in both directions
    private const int Cells = 180;
    private const double Side = 540;
    private const int Hundredths = 100; // the outlines' unit is a hundredth of a pixel

    public static void Write(string file, SpiralClassifier model, Spirals spirals, EpochResult result)
    {
        int[] predicted = Classify(model, spirals.Points);
        int wrong = predicted.Where((label, row) => label != spirals.Labels[row]).Count();
        var x = new Axis(-Extent, Extent, 76, 76 + Side);
        var y = new Axis(-Extent, Extent, 76 + Side, 76);

        using var svg = new SvgWriter(file, 760, 680, "The points of three spirals and the regions a network of 128 hidden units gives to each.");
        svg.Text(x.Start, 34, "Three spirals, and the regions the network gives to them", "start", ("font-size", 19), ("font-weight", "bold"));
        svg.Text(
            x.Start, 57,
            string.Create(CultureInfo.InvariantCulture, $"2-128-3 network, epoch {result.Epoch}: accuracy {result.ValidationAccuracy:0.0000}, loss {result.ValidationLoss:0.0000}, {wrong} of {spirals.Labels.Length} points wrong"),
            "start", ("font-size", 13), ("fill", Palette.Muted));

        var panel = new Panel(svg, x, y);
        panel.DrawAxes("r·sin θ", "r·cos θ");
        DrawRegions(svg, model, x.Start, y.End);
        DrawPoints(svg, spirals, predicted, x, y);
        panel.DrawFrame();
        DrawLegend(svg, x.End + 24, y.End + 12);
    }

    private static void DrawRegions(SvgWriter svg, SpiralClassifier model, double left, double top)
    {
        RegionOutline[] outlines = new DecisionRegions(ScoreGrid(model), Cells, Spirals.Classes).Trace(Side / Cells * Hundredths);
        string place = FormattableString.Invariant($"translate({left} {top}) scale({1.0 / Hundredths})");
        using (svg.Begin(("transform", place), ("stroke", "#ffffff"), ("stroke-width", 1.5 * Hundredths), ("stroke-linejoin", "round")))
        {
            for (int label = 0; label < outlines.Length; label++)
            {
                svg.Element("path", ("fill", Palette.Tint[label]), ("d", outlines[label].ToPath()));
            }
        }
    }

    /// <summary>The network's outputs at the corners of a grid over the drawing, from top left, row by row.</summary>
    private static float[] ScoreGrid(SpiralClassifier model)
    {
        const int Corners = Cells + 1;
        var workspace = new SpiralClassifier.Workspace(Corners);
        float[] inputs = new float[Corners * 2];
        float[] scores = new float[Corners * Corners * Spirals.Classes];
        for (int row = 0; row < Corners; row++)
        {
            for (int column = 0; column < Corners; column++)
            {
                inputs[2 * column] = (float)(Extent * ((2.0 * column / Cells) - 1));
                inputs[(2 * column) + 1] = (float)(Extent * (1 - (2.0 * row / Cells)));
            }

            model.Forward(inputs, workspace).CopyTo(scores.AsSpan(row * Corners * Spirals.Classes));
        }

        return scores;
    }

    private static int[] Classify(SpiralClassifier model, float[] points)
    {
        int[] predicted = new int[points.Length / 2];
        float[] probabilities = new float[predicted.Length * Spirals.Classes];
        model.Predict(points, probabilities);
        for (int row = 0; row < predicted.Length; row++)
        {
            ReadOnlySpan<float> ofRow = probabilities.AsSpan(row * Spirals.Classes, Spirals.Classes);
            for (int label = 1; label < Spirals.Classes; label++)
            {
                predicted[row] = ofRow[label] > ofRow[predicted[row]] ? label : predicted[row];
            }
        }

        return predicted;
    }

    private static void DrawPoints(SvgWriter svg, Spirals spirals, int[] predicted, Axis x, Axis y)
    {
        for (int label = 0; label < Spirals.Classes; label++)
        {
            using (svg.Begin(("fill", Palette.Class[label]), ("stroke", "#ffffff"), ("stroke-width", 0.7)))
            {
                for (int row = label * Spirals.PointsPerClass; row < (label + 1) * Spirals.PointsPerClass; row++)
                {
                    Markers.Class(svg, label, x.Position(spirals.Points[2 * row]), y.Position(spirals.Points[(2 * row) + 1]));
                }
            }
        }

        for (int row = 0; row < predicted.Length; row++)
        {
            if (predicted[row] != spirals.Labels[row])
            {
                Markers.Wrong(svg, x.Position(spirals.Points[2 * row]), y.Position(spirals.Points[(2 * row) + 1]));
            }
        }
    }

    private static void DrawLegend(SvgWriter svg, double left, double top)
    {
        using (svg.Begin(("font-size", 13)))
        {
            for (int label = 0; label < Spirals.Classes; label++)
            {
                double middle = top + (28 * label);
                svg.Element("rect", ("x", left), ("y", middle - 10), ("width", 20), ("height", 20), ("fill", Palette.Tint[label]));
                using (svg.Begin(("fill", Palette.Class[label]), ("stroke", "#ffffff"), ("stroke-width", 0.7)))
                {
                    Markers.Class(svg, label, left + 10, middle);
                }

                svg.Text(left + 30, middle + 4.5, $"class {label}", "start");
            }

            double last = top + (28 * Spirals.Classes);
            Markers.Wrong(svg, left + 10, last);
            svg.Text(left + 30, last + 4.5, "wrong", "start");
        }
    }
}
