using Backprop.Benchmarks.Processes;
using Backprop.Benchmarks.Verbs;
using Backprop.Benchmarks.Workloads;

namespace Backprop.Benchmarks.Comparison;

/// <summary>The networks compiled from attributes.</summary>
internal sealed class OurNetworks : Peer
{
    /// <summary>Its name in the table.</summary>
    public const string Ours = "ours";

    public override string Name => Ours;

    public override string HowToInstall => "";

    public override IReadOnlyList<string> Workloads => BenchmarkCase.Workloads;

    public override IReadOnlyList<MeasuringProgram> Prepare(ComparisonOptions options) => [new(Name, "", Program(options))];

    /// <summary>Our process, with lanes as wide as the options want.</summary>
    public static Command Program(ComparisonOptions options)
    {
        Command command = Command.Own(Child.Verb);
        return options.Avx2 ? command.WithEnvironment("DOTNET_EnableAVX512", "0") : command;
    }
}
