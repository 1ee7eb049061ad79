using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Reporting;
using Spectre.Console;

namespace Backprop.Benchmarks.Sweep;

/// <summary>Prints what is worst.</summary>
internal static class SweepReport
{
    private const int Listed = 10;
    private const double Cliff = 2, Behind = 0.95;

    /// <summary>The shapes where ours compares worst.</summary>
    public static void PrintWorst(IReadOnlyList<ShapeResult> results)
    {
        Table table = Terminal.CreateTable("worst shapes", "beside", "ours", "its time", "ours is", "by fastest", "ours GF/s");
        foreach (ShapeResult result in results.Where(result => result.Ratio is not null).OrderBy(result => result.Ratio).Take(Listed))
        {
            table.AddRow(
                result.Shape.Name, result.Peer!, Duration.Format(result.Ours.Median), Duration.Format(result.Theirs!.Value.Median), Invariant($"{result.Ratio:0.00}×"),
                Invariant($"{result.FastestRatio:0.00}×"), Invariant($"{result.Rate:0.0}"));
        }

        Terminal.Instance.Write(table);
        PrintSummary("medians", [.. results.Select(result => result.Ratio).OfType<double>()]);
        PrintSummary("fastest repeats", [.. results.Select(result => result.FastestRatio).OfType<double>()]);
    }

    private static void PrintSummary(string what, double[] ratios)
    {
        if (ratios.Length > 0)
        {
            int slower = ratios.Count(ratio => ratio < 1), behind = ratios.Count(ratio => ratio < Behind);
            Terminal.Instance.WriteLine(Invariant(
                $"{ratios.Length} shapes by {what}: ours is {Statistics.Median(ratios):0.00}× as fast in the middle, {ratios.Min():0.00}× at worst; slower on {slower}, below {Behind}× on {behind}"));
        }
    }

    /// <summary>The neighbours that differ most, and how many are a cliff.</summary>
    public static void PrintCliffs(IReadOnlyList<ShapeResult> results)
    {
        Dictionary<string, ShapeResult> byName = results.ToDictionary(result => result.Shape.Name);
        var pairs = Neighbours.All.Select(pair => (First: byName[pair.Smaller.Name], Second: byName[pair.Larger.Name]))
            .Select(pair => (pair.First, pair.Second, Drop: Math.Max(pair.First.Rate / pair.Second.Rate, pair.Second.Rate / pair.First.Rate)))
            .OrderByDescending(pair => pair.Drop).ToArray();
        int cliffs = pairs.Count(pair => pair.Drop > Cliff);

        Table table = Terminal.CreateTable("neighbours", "and", "GF/s", "GF/s", "differ by");
        foreach ((ShapeResult first, ShapeResult second, double drop) in pairs.Take(Math.Max(cliffs, Listed)))
        {
            table.AddRow(first.Shape.Name, second.Shape.Name, Invariant($"{first.Rate:0.0}"), Invariant($"{second.Rate:0.0}"), Invariant($"{drop:0.00}×"));
        }

        Terminal.Instance.Write(table);
        Terminal.Instance.WriteLine(Invariant($"{pairs.Length} pairs of neighbours, {cliffs} of them with less than half the GF/s of the other"));
    }
}
