namespace Backprop.Benchmarks.Sweep;

/// <summary>What the user asked to sweep.</summary>
/// <param name="Count">Random shapes.</param>
/// <param name="Seed">Of them.</param>
/// <param name="Repeats">Rounds.</param>
/// <param name="Core">That everybody is pinned to.</param>
/// <param name="Avx2">Whether lanes are 256 bits wide.</param>
internal sealed record SweepOptions(int Count, int Seed, int Repeats, int Core, bool Avx2)
{
    /// <summary>Of each shape and round.</summary>
    public double Seconds => 0.03;

    /// <summary>As taskset wants it.</summary>
    public string Cores => Core.ToString(CultureInfo.InvariantCulture);
}
