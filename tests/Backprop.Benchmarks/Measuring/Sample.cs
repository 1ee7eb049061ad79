namespace Backprop.Benchmarks.Measuring;

/// <summary>What a measuring program, ours or a peer's, prints: one line of JSON per case.</summary>
/// <param name="Case">A case's name, such as <c>W2/64</c>.</param>
/// <param name="Variant">The way it was computed, where a program knows several.</param>
/// <param name="Median">Nanoseconds per call.</param>
/// <param name="Minimum">Nanoseconds per call.</param>
internal sealed record Sample(string Case, string Variant, double Median, double Minimum)
{
    /// <summary>Prints one. Names hold nothing that JSON would escape.</summary>
    public static void Print(string name, string variant, Timing timing) =>
        Console.WriteLine(Invariant($$"""{"case":"{{name}}","variant":"{{variant}}","median":{{timing.Median:0.00}},"minimum":{{timing.Minimum:0.00}}}"""));
}
