using System.Text.Json;

namespace Backprop.Benchmarks.Measuring;

/// <summary>What a measuring program, ours or a peer's, prints: one line of JSON per case.</summary>
/// <param name="Case">A case's name, such as <c>W2/64</c>.</param>
/// <param name="Variant">The way it was computed, where a program knows several.</param>
/// <param name="Median">Nanoseconds per call.</param>
/// <param name="Minimum">Nanoseconds per call.</param>
internal sealed record Sample(string Case, string Variant, double Median, double Minimum)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Print(string name, string variant, Timing timing) =>
        Console.WriteLine(JsonSerializer.Serialize(new Sample(name, variant, Math.Round(timing.Median, 2), Math.Round(timing.Minimum, 2)), Names));

    public static Sample? TryParse(string line) =>
        line.StartsWith('{') ? JsonSerializer.Deserialize<Sample>(line, Names) : null;
}
