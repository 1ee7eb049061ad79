using Backprop.Benchmarks.Machine;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Processes;
using Backprop.Benchmarks.Verbs;
using Backprop.Benchmarks.Workloads;

namespace Backprop.Benchmarks.Comparison;

/// <summary>Runs ours and every peer there is, in turns: ours, a peer, the next, ours again.</summary>
internal sealed class ComparisonRun(ComparisonOptions options, Action<string> progress)
{
    private static readonly Peer[] Everybody = [new OurNetworks(), new ExpertCpp(), new PyTorch(), new NumPy(), new OnnxRuntime()];

    private readonly Measurements measurements = new();
    private readonly Dictionary<string, string> absent = [];
    private readonly List<double> peaks = [];
    private int laneBits;

    public ComparisonResult Execute()
    {
        Dictionary<Peer, IReadOnlyList<MeasuringProgram>> programs = Everybody
            .Where(peer => peer.Workloads.Intersect(options.Workloads).Any())
            .ToDictionary(peer => peer, Prepare);

        foreach (string workload in options.Workloads)
        {
            for (int round = 0; round < options.Repeats; round++)
            {
                MeasurePeak();
                foreach ((Peer peer, IReadOnlyList<MeasuringProgram> own) in programs)
                {
                    foreach (MeasuringProgram program in peer.Workloads.Contains(workload) && !absent.ContainsKey(peer.Name) ? own : [])
                    {
                        progress(Invariant($"{workload}, round {round + 1} of {options.Repeats}: {program.Who} {program.Flavour}"));
                        Measure(round, workload, program);
                    }
                }
            }
        }

        string[] who = [.. Everybody.Select(peer => peer.Name)];
        return new ComparisonResult(
            MachineDescription.Read(laneBits, Statistics.Median(peaks)),
            options,
            [.. BenchmarkCase.All.Where(benchmark => options.Workloads.Contains(benchmark.Workload))
                .Select(benchmark => new CaseResult(benchmark, measurements.Of(benchmark.Name, who)))],
            absent);
    }

    private IReadOnlyList<MeasuringProgram> Prepare(Peer peer)
    {
        progress($"looking for {peer.Name}");
        try
        {
            IReadOnlyList<MeasuringProgram> programs = peer.Prepare(options);
            if (programs.Count == 0)
            {
                absent[peer.Name] = peer.HowToInstall;
            }

            return programs;
        }
        catch (BenchmarkException problem)
        {
            absent[peer.Name] = problem.Message;
            return [];
        }
    }

    private void Measure(int round, string workload, MeasuringProgram program)
    {
        CommandResult result = program.Command
            .With(workload, Invariant($"{options.Seconds}"), Invariant($"{options.Threads}")).Pinned(options.Cores).Run();
        if (!result.Succeeded)
        {
            string message = $"{program.Who} {program.Flavour} failed in {workload}: {result.LastWords}";
            absent[program.Who] = program.Who == OurNetworks.Ours ? throw new BenchmarkException(message) : message;
        }

        foreach (Sample sample in SampleReader.Of(result))
        {
            measurements.Add(round, program, sample);
        }
    }

    private void MeasurePeak()
    {
        progress("measuring the peak");
        Sample peak = SampleReader.Require(OurNetworks.Program(options).With("peak").Pinned(options.Cores).Run(), "The measurement of the peak").Single();
        peaks.Add(peak.Median);
        laneBits = int.Parse(peak.Variant, CultureInfo.InvariantCulture);
    }
}
