using System.Runtime.InteropServices;

namespace Backprop.Benchmarks.Machine;

/// <summary>Where measurements were made: without it, they say nothing.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Cores">That this process may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="LaneBits">How wide the lanes of our networks were.</param>
/// <param name="PeakPerSecond">Operations per second that one core did in registers at this width.</param>
internal sealed record MachineDescription(string Processor, int Cores, string System, string Runtime, int LaneBits, double PeakPerSecond)
{
    public static MachineDescription Read(int laneBits, double peakPerSecond) => new(
        ReadProcessor(), Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, laneBits, peakPerSecond);

    public override string ToString() => Invariant(
        $"{Processor}, {Cores} cores, {Runtime}, lanes of {LaneBits} bits; one core's measured peak: {PeakPerSecond * 1e-9:0.0} GFLOP/s");

    private static string ReadProcessor()
    {
        const string File = "/proc/cpuinfo";
        if (!global::System.IO.File.Exists(File))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        Dictionary<string, string> first = global::System.IO.File.ReadLines(File).TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        string Value(string key) => first.GetValueOrDefault(key, "?");
        return $"{Value("model name")} (family {Value("cpu family")}, model {Value("model")})";
    }
}
