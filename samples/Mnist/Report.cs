using System.Globalization;
using Backprop;
using Samples;
using Spectre.Console;

namespace Mnist;

/// <summary>Prints what the training did and what the network reads.</summary>
internal static class Report
{
    /// <summary>Loss and accuracy after each epoch.</summary>
    public static void PrintEpochs(TrainingHistory history)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(
            Column("epoch"), Column("training loss"), Column("accuracy"), Column("test loss"), Column("accuracy"));
        foreach (EpochResult epoch in history.Epochs)
        {
            table.AddRow(
                Text(epoch.Epoch), Text(epoch.TrainingLoss), Text(epoch.TrainingAccuracy), Text(epoch.ValidationLoss), Text(epoch.ValidationAccuracy));
        }

        Terminal.Instance.Write(table);
    }

    /// <summary>How often each digit was read as each other, and the share that was read right.</summary>
    public static void PrintConfusion(Readings readings)
    {
        int[,] counts = readings.CountPairs();
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle("what the test digits were read as") };
        table.AddColumn(Column("digit"));
        for (int read = 0; read < readings.Classes; read++)
        {
            table.AddColumn(Column(Text(read)));
        }

        table.AddColumn(Column("accuracy"));
        for (int label = 0; label < readings.Classes; label++)
        {
            int[] ofLabel = [.. Enumerable.Range(0, readings.Classes).Select(read => counts[label, read])];
            double? accuracy = ofLabel.Sum() > 0 ? (double)ofLabel[label] / ofLabel.Sum() : null;
            table.AddRow([Text(label), .. ofLabel.Select(count => count == 0 ? "·" : Text(count)), Text(accuracy)]);
        }

        Terminal.Instance.Write(table);
    }

    private static TableColumn Column(string title) => new TableColumn(title).RightAligned().NoWrap();

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
}
