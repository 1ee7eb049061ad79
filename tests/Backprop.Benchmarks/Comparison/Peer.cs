using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Comparison;

/// <summary>What ours is measured beside.</summary>
internal abstract class Peer
{
    /// <summary>Its name in the table.</summary>
    public abstract string Name { get; }

    /// <summary>What to do if it is absent.</summary>
    public abstract string HowToInstall { get; }

    /// <summary>Of W1 to W6.</summary>
    public abstract IReadOnlyList<string> Workloads { get; }

    /// <summary>The programs that measure it, by what distinguishes them; they take WORKLOAD SECONDS THREADS. None if it is absent.</summary>
    /// <exception cref="BenchmarkException">It is there, but does not work.</exception>
    public abstract IReadOnlyList<MeasuringProgram> Prepare(ComparisonOptions options);
}
