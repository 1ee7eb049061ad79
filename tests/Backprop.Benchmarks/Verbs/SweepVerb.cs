using System.CommandLine;
using System.Text.Json;
using Backprop.Benchmarks.Sweep;
using Command = System.CommandLine.Command;

namespace Backprop.Benchmarks.Verbs;

/// <summary>sweep: many shapes, to find those that are slow.</summary>
internal static class SweepVerb
{
    private const string Random = "random", Neighbouring = "neighbours";

    public static Command Create()
    {
        Argument<string[]> parts = new Argument<string[]>("parts")
        {
            Description = $"{Random}: shapes beside C++ around sgemm; {Neighbouring}: shapes beside those one unit wider. Both, if none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        }.AcceptOnlyFromAmong(Random, Neighbouring);
        Option<int> count = VerbOptions.Count("--count", "Random shapes.", 200);
        Option<int> seed = VerbOptions.Number("--seed", "Of the random shapes.", 1);
        Option<int> repeats = VerbOptions.Count("--repeats", "Rounds in which ours and the peer take turns.", 3);
        Option<int> core = VerbOptions.Number("--core", "The core to run on.", 0);
        Option<bool> avx2 = new("--avx2") { Description = "Ours with AVX-512 switched off, the peer compiled for AVX2." };
        Option<FileInfo?> json = VerbOptions.Json();

        var command = new Command("sweep", "Trains perceptrons of many shapes for a step, and lists the worst.") { parts, count, seed, repeats, core, avx2, json };
        command.SetAction(parsed => VerbOptions.Guard(() =>
        {
            string[] named = parsed.GetValue(parts) is { Length: > 0 } some ? some : [Random, Neighbouring];
            var options = new SweepOptions(parsed.GetValue(count), parsed.GetValue(seed), parsed.GetValue(repeats), parsed.GetValue(core), parsed.GetValue(avx2));
            Run(options, named, parsed.GetValue(json));
        }));
        return command;
    }

    private static void Run(SweepOptions options, string[] parts, FileInfo? json)
    {
        var run = new SweepRun(options, VerbOptions.Progress);
        var all = new List<ShapeResult>();
        if (parts.Contains(Random))
        {
            IReadOnlyList<ShapeResult> results = run.MeasureBeside(RandomShapes.Draw(options.Count, options.Seed));
            SweepReport.PrintWorst(results);
            all.AddRange(results);
        }

        if (parts.Contains(Neighbouring))
        {
            IReadOnlyList<ShapeResult> results = run.MeasureAlone([.. Neighbours.All.SelectMany(pair => new[] { pair.Smaller, pair.Larger })]);
            SweepReport.PrintCliffs(results);
            all.AddRange(results);
        }

        if (json is not null)
        {
            var rows = all.Select(result => new
            {
                Shape = result.Shape.Name,
                Nanoseconds = result.Ours.Median,
                Fastest = result.Ours.Minimum,
                result.Peer,
                PeerNanoseconds = result.Theirs?.Median,
                PeerFastest = result.Theirs?.Minimum,
                TimeOverOurs = result.Ratio,
                FastestOverOurs = result.FastestRatio,
                FlopsPerSecond = result.Rate * 1e9,
            });
            File.WriteAllText(json.FullName, JsonSerializer.Serialize(rows, VerbOptions.JsonFormat));
        }
    }
}
