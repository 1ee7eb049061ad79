namespace Backprop.Benchmarks.Processes;

/// <summary>What a program left.</summary>
/// <param name="ExitCode">0 if it went well.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
/// <param name="Elapsed">From start to end.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Errors, TimeSpan Elapsed)
{
    /// <summary>Whether it ended well.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>The lines of its standard output.</summary>
    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What it said last, on standard error if it said anything there.</summary>
    public string LastWords => (Errors.Trim() is { Length: > 0 } errors ? errors : Output.Trim()).Split('\n')[^1].Trim();
}
