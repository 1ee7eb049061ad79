using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Workloads;

/// <summary>Measures ours.</summary>
internal static class CaseRun
{
    /// <summary>Prints a sample for each case of a workload.</summary>
    public static void Execute(string workload, double seconds)
    {
        foreach (BenchmarkCase benchmark in BenchmarkCase.All.Where(benchmark => benchmark.Workload == workload))
        {
            Sample.Print(benchmark.Name, "", Meter.Measure(benchmark.Create(), seconds));
        }
    }
}
