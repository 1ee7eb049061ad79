using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Comparison;

/// <summary>A library of Debian's Python.</summary>
internal abstract class PythonPeer : Peer
{
    /// <summary>Debian's own, which has Debian's packages, whatever PATH says.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>What is imported.</summary>
    protected abstract string Module { get; }

    /// <summary>The script among the peers' sources.</summary>
    protected abstract string Script { get; }

    public override string HowToInstall => $"apt-get install python3-{Module}";

    /// <summary>Whether Python has a module.</summary>
    public static bool Has(string module) => File.Exists(Python) && new Command(Python, "-c", $"import {module}").Run().Succeeded;

    public override IReadOnlyList<MeasuringProgram> Prepare(ComparisonOptions options) => Has(Module)
        ? [new(Name, "", new Command(Python, "-B", Path.Combine(Repository.Peers, "Python", Script)).ForThreads(options).KeepingMemory())]
        : [];
}
