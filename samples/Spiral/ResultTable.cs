using System.Globalization;
using Backprop;
using Samples;
using Spectre.Console;

namespace Spiral;

/// <summary>Prints the textbook's numbers beside this run's.</summary>
internal static class ResultTable
{
    public static void Print(TrainingHistory history)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(
            Column("epoch"), Column("textbook loss"), Column("accuracy"), Column("this run's loss"), Column("accuracy"));

        foreach ((int epoch, double loss, double accuracy) in Textbook.Results)
        {
            if (epoch <= history.Epochs.Count)
            {
                table.AddRow(Cells(epoch, loss, accuracy, history.Epochs[epoch - 1]));
            }
        }

        EpochResult last = history.Epochs[^1];
        if (Textbook.Results.All(result => result.Epoch != last.Epoch))
        {
            table.AddRow(Cells(last.Epoch, null, null, last));
        }

        Terminal.Instance.Write(table);
    }

    private static TableColumn Column(string title) => new TableColumn(title).RightAligned();

    private static string[] Cells(int epoch, double? loss, double? accuracy, EpochResult run) =>
        [epoch.ToString(CultureInfo.InvariantCulture), Number(loss), Number(accuracy), Number(run.ValidationLoss), Number(run.ValidationAccuracy)];

    private static string Number(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
}
