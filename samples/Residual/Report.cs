using System.Globalization;
using Samples;
using Spectre.Console;

namespace Residual;

/// <summary>Prints the gradient norms of a few layers, and what each network learned.</summary>
internal static class Report
{
    private static readonly int[] Layers = [1, 10, 20, 30];

    public static void Print(IEnumerable<Experiment> experiments)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("‖∂L/∂W‖ of").NoWrap());
        foreach (int layer in Layers)
        {
            string number = layer.ToString(CultureInfo.InvariantCulture);
            table.AddColumn(Column(layer == Layers[0] ? $"layer {number}" : number)); // all columns fit into 80 characters
        }

        table.AddColumns(Column("loss"), Column("accuracy"));
        foreach (Experiment experiment in experiments)
        {
            table.AddRow([experiment.Model.Key, .. Cells(experiment.Before), "", ""]);
            table.AddRow(["  trained", .. Cells(experiment.After), Number(experiment.Result.Loss), Number(experiment.Result.Accuracy!.Value)]);
        }

        Terminal.Instance.Write(table);
    }

    private static TableColumn Column(string title) => new TableColumn(title).RightAligned().NoWrap();

    private static IEnumerable<string> Cells(double[] norms) => Layers.Select(layer => norms[layer - 1].ToString("0.0e+0", CultureInfo.InvariantCulture));

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
