namespace Backprop.Benchmarks.Comparison;

/// <summary>What the user asked to compare.</summary>
/// <param name="Workloads">Of W1 to W6.</param>
/// <param name="Repeats">Rounds.</param>
/// <param name="Seconds">Per case, variant and round.</param>
/// <param name="Threads">For everybody.</param>
/// <param name="Avx2">Whether lanes are 256 bits wide, although the machine may have wider ones.</param>
/// <param name="Install">Whether to download what npm has.</param>
/// <param name="FirstCore">The first of the cores that everybody is pinned to.</param>
internal sealed record ComparisonOptions(IReadOnlyList<string> Workloads, int Repeats, double Seconds, int Threads, bool Avx2, bool Install, int FirstCore)
{
    /// <summary>As taskset wants them.</summary>
    public string Cores => string.Create(CultureInfo.InvariantCulture, $"{FirstCore}-{FirstCore + Threads - 1}");
}
