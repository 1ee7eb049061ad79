using System.Collections;
using System.Diagnostics;

namespace Backprop.Package.Tests.Infrastructure;

/// <summary>The SDK's commands, as a user calls them: nothing of the run of the tests reaches them.</summary>
internal static class Dotnet
{
    // What the SDK leaves to its children, and what would configure the user's builds from outside.
    private static readonly string[] Foreign = ["DOTNET_", "MSBUILD", "VSTEST", "TESTINGPLATFORM", "NUGET_", "COREHOST_", "COMPLUS_"];

    private static readonly string[] ForeignExactly = ["Configuration", "Platform", "CI", "TargetFramework"];

    private static readonly string Program = Path.Combine(
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..")), OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="variables">The environment, beside what every program has.</param>
    /// <param name="arguments">The command.</param>
    public static async Task<DotnetResult> RunAsync(string folder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        ProcessStartInfo start = new(Program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsForeign))
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new DotnetResult(process.ExitCode, output + await errors);
    }

    private static bool IsForeign(string name) =>
        ForeignExactly.Contains(name, StringComparer.OrdinalIgnoreCase) || Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
