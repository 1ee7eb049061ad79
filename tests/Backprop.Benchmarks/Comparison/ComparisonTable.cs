using Backprop.Benchmarks.Reporting;
using Spectre.Console;

namespace Backprop.Benchmarks.Comparison;

/// <summary>Prints a comparison: for each case ours, then each peer at its best.</summary>
internal static class ComparisonTable
{
    /// <param name="result">What was found.</param>
    /// <param name="all">Whether to print all variants of the peers, not only the fastest.</param>
    public static void Print(ComparisonResult result, bool all)
    {
        IAnsiConsole terminal = Terminal.Instance;
        terminal.WriteLine(result.Machine.ToString());
        terminal.WriteLine(Invariant($"Threads: {result.Options.Threads}. Medians over {result.Options.Repeats} rounds of {result.Options.Seconds} s."));
        terminal.WriteLine("'ours is' = its time / ours: above 1 where ours is faster.");

        Table table = Terminal.CreateTable("workload", "who", "time", "fastest", "ours is", "by fastest", "GF/s", "of peak");
        foreach (CaseResult found in result.Cases)
        {
            string title = $"{found.Case.Workload} {found.Case.Title}";
            foreach (Measured measured in all ? found.Results : found.Results.DistinctBy(measured => measured.Who))
            {
                double rate = found.Case.Flops / measured.Nanoseconds;
                table.AddRow(
                    new Text(title), new Text(measured.Variant.Length == 0 ? measured.Who : $"{measured.Who} ({measured.Variant})"),
                    new Text(Duration.Format(measured.Nanoseconds)),
                    new Text(Duration.Format(measured.Minimum)),
                    new Text(Ratio(measured, measured.Ratio)),
                    new Text(Ratio(measured, measured.MinimumRatio)),
                    new Text(Invariant($"{rate:0.0}")),
                    new Text(Invariant($"{rate * 1e9 / (result.Machine.PeakPerSecond * result.Options.Threads):0%}")));
                title = "";
            }
        }

        terminal.Write(table);
        foreach ((string who, string advice) in result.Absent)
        {
            terminal.WriteLine($"absent: {who} ({advice})");
        }
    }

    private static string Ratio(Measured measured, double? ratio) =>
        measured.Who == OurNetworks.Ours || ratio is null ? "" : Invariant($"{ratio:0.00}×");
}
