using Backprop.Benchmarks.Machine;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Optimizing;
using Backprop.Benchmarks.Starts;
using Backprop.Benchmarks.Workloads;

namespace Backprop.Benchmarks.Verbs;

/// <summary>Our measuring programs, which the verbs start as processes of their own. They take and print what the peers' do, and load nothing
/// that they do not measure.</summary>
internal static class Child
{
    /// <summary>The first argument of a process that is one.</summary>
    public const string Verb = "child";

    public const string Peak = "peak", Start = "start", Optimizers = "optimizers";

    /// <summary>Measures; the arguments are what stands behind the verb.</summary>
    public static int Run(ReadOnlySpan<string> args)
    {
        switch (args)
        {
            case [Peak]:
                Sample.Print("peak", PeakMeter.LaneBits.ToString(CultureInfo.InvariantCulture), new Timing(PeakMeter.Measure(41), 0));
                return 0;
            case [Start, string what]:
                FreshProcess.Run(what);
                return 0;
            case [Optimizers, string rounds]:
                BandwidthRun.Execute(int.Parse(rounds, CultureInfo.InvariantCulture));
                return 0;
            case [string workload, string seconds, ..]:
                CaseRun.Execute(workload, double.Parse(seconds, CultureInfo.InvariantCulture));
                return 0;
            default:
                Console.Error.WriteLine("usage: child peak | child start WHAT | child optimizers ROUNDS | child WORKLOAD SECONDS THREADS");
                return 1;
        }
    }
}
