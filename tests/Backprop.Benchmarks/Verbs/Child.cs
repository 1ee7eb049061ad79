using System.Globalization;
using Backprop.Benchmarks.Machine;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Workloads;

namespace Backprop.Benchmarks.Verbs;

/// <summary>Our measuring programs, which the verbs start as processes of their own. They take and print what the peers' do, and load nothing
/// that they do not measure.</summary>
internal static class Child
{
    /// <summary>The first argument of a process that is one.</summary>
    public const string Verb = "child";

    /// <summary>Measures; the arguments are what stands behind the verb.</summary>
    public static int Run(ReadOnlySpan<string> args)
    {
        switch (args)
        {
            case ["peak"]:
                Sample.Print("peak", PeakMeter.LaneBits.ToString(CultureInfo.InvariantCulture), new Timing(PeakMeter.Measure(41), 0));
                return 0;
            case [string workload, string seconds, ..]:
                foreach (BenchmarkCase benchmark in BenchmarkCase.All.Where(benchmark => benchmark.Workload == workload))
                {
                    Sample.Print(benchmark.Name, "", Meter.Measure(benchmark.Create(), double.Parse(seconds, CultureInfo.InvariantCulture)));
                }

                return 0;
            default:
                Console.Error.WriteLine("usage: child peak | child WORKLOAD SECONDS THREADS");
                return 1;
        }
    }
}
