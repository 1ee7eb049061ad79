using System.Text.Json;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Processes;

/// <summary>Reads what measuring programs print.</summary>
internal static class SampleReader
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The samples among the lines of a program's output.</summary>
    public static IReadOnlyList<Sample> Of(CommandResult result) =>
        [.. result.Lines.Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<Sample>(line, Names)!)];

    /// <summary>The same of a program that must not fail.</summary>
    /// <exception cref="BenchmarkException">It did.</exception>
    public static IReadOnlyList<Sample> Require(CommandResult result, string what) =>
        result.Succeeded ? Of(result) : throw new BenchmarkException($"{what} failed: {result.LastWords}");
}
