using System.CommandLine;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Optimizing;
using Backprop.Benchmarks.Processes;
using Backprop.Benchmarks.Reporting;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Backprop.Benchmarks.Verbs;

/// <summary>optimizers: how near their steps come to what the memory can do.</summary>
internal static class OptimizersVerb
{
    public static Command Create()
    {
        Option<int> rounds = VerbOptions.Count("--repeats", "Steps of each optimizer.", 100);
        Option<int> core = VerbOptions.Number("--core", "The core to run on.", 0);
        var command = new Command("optimizers", "Measures steps over 5 million parameters beside the memory's own speed.") { rounds, core };
        command.SetAction(parsed => VerbOptions.Guard(() => Run(parsed.GetValue(rounds), parsed.GetValue(core))));
        return command;
    }

    private static void Run(int rounds, int core)
    {
        CommandResult result = Processes.Command.Own(Child.Verb, Child.Optimizers, Invariant($"{rounds}")).Pinned(Invariant($"{core}")).Run();
        IReadOnlyList<Sample> samples = SampleReader.Require(result, "The measurement of the optimizers");
        Sample[] triads = [.. samples.Where(sample => sample.Case.StartsWith(BandwidthRun.TriadName, StringComparison.Ordinal))];
        double triad = triads.Max(Rate), fastestTriad = triads.Max(FastestRate);

        Table table = Terminal.CreateTable("5,000,000 parameters", "bytes each", "a step", "fastest", "GB/s", "of triad", "by fastest");
        foreach (Sample sample in samples)
        {
            table.AddRow(
                sample.Case, Invariant($"{Bytes(sample) / 5e6:0}"), Duration.Format(sample.Median), Duration.Format(sample.Minimum), Invariant($"{Rate(sample):0.0}"),
                Invariant($"{Rate(sample) / triad:0%}"), Invariant($"{FastestRate(sample) / fastestTriad:0%}"));
        }

        Terminal.Instance.Write(table);
    }

    private static double Rate(Sample sample) => Bytes(sample) / sample.Median;

    private static double FastestRate(Sample sample) => Bytes(sample) / sample.Minimum;

    private static double Bytes(Sample sample) => double.Parse(sample.Variant, CultureInfo.InvariantCulture);
}
