using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Workloads;

/// <summary>Measures ours.</summary>
internal static class CaseRun
{
    /// <summary>Prints a sample for each case of a workload, once the JIT has compiled for good what they call: a training soon gets there, and a core that is
    /// busy all the time keeps it from it.</summary>
    public static void Execute(string workload, double seconds)
    {
        (string Name, IWork Work)[] cases = [.. BenchmarkCase.All.Where(benchmark => benchmark.Workload == workload).Select(benchmark => (benchmark.Name, benchmark.Create()))];
        Meter.Settle([.. cases.Select(benchmark => benchmark.Work)]);
        foreach ((string name, IWork work) in cases)
        {
            Sample.Print(name, "", Meter.Measure(work, seconds));
        }
    }
}
