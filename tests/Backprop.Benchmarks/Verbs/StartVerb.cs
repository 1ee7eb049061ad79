using System.CommandLine;
using System.Text.Json;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Processes;
using Backprop.Benchmarks.Reporting;
using Backprop.Benchmarks.Starts;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Backprop.Benchmarks.Verbs;

/// <summary>start: what fresh processes take, the JIT's work included.</summary>
internal static class StartVerb
{
    private static readonly (string What, string Title)[] Starts =
    [
        (FreshProcess.Spiral, "300 epochs of the spirals: processor time of the whole process"),
        (FreshProcess.FirstStep, "first training step of 784-512-512-10, batch 128"),
        (FreshProcess.FirstPrediction, "first prediction of 784-128-10"),
        (FreshProcess.Memorised, "a step on one batch of 16, 784-128-10, 100,000 steps"),
    ];

    public static Command Create()
    {
        Option<int> repeats = VerbOptions.Count("--repeats", "Processes for each number.", 5);
        Option<int> core = VerbOptions.Number("--core", "The core to run on.", 0);
        Option<FileInfo?> json = VerbOptions.Json();
        var command = new Command("start", "Measures what fresh processes take, start-up and JIT included.") { repeats, core, json };
        command.SetAction(parsed => VerbOptions.Guard(() => Run(parsed.GetValue(repeats), parsed.GetValue(core), parsed.GetValue(json))));
        return command;
    }

    private static void Run(int repeats, int core, FileInfo? json)
    {
        var rows = new List<StartResult>();
        foreach ((string what, string title) in Starts)
        {
            int processes = what == FreshProcess.Memorised ? 1 : repeats;
            var results = new List<(Sample Sample, TimeSpan Elapsed)>();
            for (int i = 0; i < processes; i++)
            {
                VerbOptions.Progress(Invariant($"{title}: process {i + 1} of {processes}"));
                CommandResult result = Processes.Command.Own(Child.Verb, Child.Start, what).Pinned(core.ToString(CultureInfo.InvariantCulture)).Run();
                results.AddRange(SampleReader.Require(result, title).Select(sample => (sample, result.Elapsed)));
            }

            rows.AddRange(results.GroupBy(result => result.Sample.Case).Select(group => new StartResult(
                group.Key,
                title,
                Statistics.Median(group.Select(result => result.Sample.Median)),
                group.Min(result => result.Sample.Minimum),
                Statistics.Median(group.Select(result => result.Elapsed.TotalNanoseconds)))));
        }

        Table table = Terminal.CreateTable("name", "what", "time", "fastest", "process, start to end");
        foreach (StartResult row in rows)
        {
            table.AddRow(row.Name, row.Title, Duration.Format(row.Nanoseconds), Duration.Format(row.Minimum), Duration.Format(row.ProcessNanoseconds));
        }

        Terminal.Instance.Write(table);
        if (json is not null)
        {
            File.WriteAllText(json.FullName, JsonSerializer.Serialize(rows, VerbOptions.JsonFormat));
        }
    }

    private sealed record StartResult(string Name, string Title, double Nanoseconds, double Minimum, double ProcessNanoseconds);
}
