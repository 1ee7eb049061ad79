namespace Backprop.Package.Tests.Infrastructure;

/// <summary>What a command left.</summary>
/// <param name="ExitCode">0 if it went well.</param>
/// <param name="Output">Standard output, then standard error.</param>
internal sealed record DotnetResult(int ExitCode, string Output)
{
    /// <summary>The lines that are not empty.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The same, if it went well and warned of nothing; fails otherwise, and shows what it said.</summary>
    public DotnetResult Require()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}");
        Assert.DoesNotContain(" warning ", Output, StringComparison.Ordinal);
        return this;
    }
}
