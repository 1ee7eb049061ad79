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
        terminal.WriteLine(Invariant(
            $"{result.Options.Threads} thread(s), medians of {result.Options.Repeats} rounds of {result.Options.Seconds} s; 'ours is' = its time / ours, the median of the rounds"));

        Table table = Terminal.CreateTable("workload", "who", "time", "fastest", "ours is", "GF/s", "of peak");
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
                    new Text(measured.Who == OurNetworks.Ours || measured.Ratio is null ? "" : Invariant($"{measured.Ratio:0.00}×")),
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
}
