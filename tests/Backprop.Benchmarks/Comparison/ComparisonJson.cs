using System.Text.Json;
using Backprop.Benchmarks.Verbs;

namespace Backprop.Benchmarks.Comparison;

/// <summary>Writes a comparison as JSON, all variants of all peers.</summary>
internal static class ComparisonJson
{
    public static void Write(string file, ComparisonResult result)
    {
        double peak = result.Machine.PeakPerSecond * result.Options.Threads;
        var document = new
        {
            result.Machine,
            result.Options.Threads,
            result.Options.Repeats,
            result.Options.Seconds,
            Results = result.Cases.SelectMany(found => found.Results.Select(measured => new
            {
                Case = found.Case.Name,
                found.Case.Title,
                measured.Who,
                measured.Variant,
                measured.Nanoseconds,
                measured.Minimum,
                TimeOverOurs = measured.Ratio,
                MinimumOverOurs = measured.MinimumRatio,
                FlopsPerSecond = found.Case.Flops / measured.Nanoseconds * 1e9,
                OfPeak = found.Case.Flops / measured.Nanoseconds * 1e9 / peak,
            })),
            result.Absent,
        };
        File.WriteAllText(file, JsonSerializer.Serialize(document, VerbOptions.JsonFormat));
    }
}
