using System.CommandLine;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Processes;
using Backprop.Benchmarks.Reporting;
using Backprop.Benchmarks.Scratch;
using Backprop.Benchmarks.Workloads;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Backprop.Benchmarks.Verbs;

/// <summary>aot: the same networks compiled ahead of time, beside what the JIT makes of them.</summary>
internal static class AotVerb
{
    public static Command Create()
    {
        Option<int> repeats = VerbOptions.Count("--repeats", "Rounds in which the two take turns.", 5);
        Option<int> core = VerbOptions.Number("--core", "The core to run on.", 0);
        Option<string> framework = new Option<string>("--framework") { Description = "What is compiled for.", DefaultValueFactory = _ => "net9.0" }
            .AcceptOnlyFromAmong("net9.0", "net10.0");
        var command = new Command("aot", "Measures ours compiled by NativeAOT for this machine's instructions beside ours compiled by the JIT.") { repeats, core, framework };
        command.SetAction(parsed => VerbOptions.Guard(() =>
            Run(parsed.GetValue(repeats), parsed.GetValue(core), parsed.GetRequiredValue(framework))));
        return command;
    }

    private static void Run(int repeats, int core, string framework)
    {
        VerbOptions.Progress("compiling ahead of time");
        using ScratchProject project = ScratchProject.AheadOfTime(framework, "native");
        Processes.Command ahead = project.Publish(), jit = Processes.Command.Own(Child.Verb);

        var rounds = new List<(string Case, double Ahead, double Jit)>();
        foreach (string workload in BenchmarkCase.Workloads)
        {
            for (int round = 0; round < repeats; round++)
            {
                VerbOptions.Progress(Invariant($"{workload}, round {round + 1} of {repeats}"));
                rounds.AddRange(Measure(ahead, workload, core).Zip(Measure(jit, workload, core), (first, second) => (first.Case, first.Median, second.Median)));
            }
        }

        Table table = Terminal.CreateTable("workload", "case", "ahead of time", "JIT", "JIT's time / ahead of time's");
        foreach (BenchmarkCase benchmark in BenchmarkCase.All)
        {
            var own = rounds.Where(round => round.Case == benchmark.Name).ToArray();
            table.AddRow(
                benchmark.Workload, benchmark.Title, Duration.Format(Statistics.Median(own.Select(round => round.Ahead))),
                Duration.Format(Statistics.Median(own.Select(round => round.Jit))), Invariant($"{Statistics.Median(own.Select(round => round.Jit / round.Ahead)):0.00}×"));
        }

        Terminal.Instance.Write(table);
    }

    private static IReadOnlyList<Sample> Measure(Processes.Command command, string workload, int core) =>
        SampleReader.Require(command.With(workload, "0.3").Pinned(Invariant($"{core}")).Run(), workload);
}
