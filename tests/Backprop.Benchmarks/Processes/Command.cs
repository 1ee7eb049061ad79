using System.ComponentModel;
using System.Diagnostics;

namespace Backprop.Benchmarks.Processes;

/// <summary>A program to run.</summary>
/// <param name="File">The executable; without a folder, it is looked for in PATH.</param>
/// <param name="Arguments">Of the program.</param>
internal sealed record Command(string File, params string[] Arguments)
{
    /// <summary>Variables that differ from this process's own; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Ours: this program again, with other arguments.</summary>
    public static Command Own(params string[] arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Backprop.Benchmarks.dll"), .. arguments]) { Environment = OwnEnvironment };

    /// <summary>Of programs that measure ours: whatever configures the compiler or the collector of this process is not meant for them.</summary>
    public static IReadOnlyDictionary<string, string?> OwnEnvironment { get; } = new Dictionary<string, string?>
    {
        ["DOTNET_TieredPGO"] = null,
        ["DOTNET_TieredCompilation"] = null,
        ["DOTNET_gcServer"] = null,
        ["DOTNET_TC_DelaySingleProcMultiplier"] = "1", // pinned to one core, .NET would wait a second, not a tenth, for each turn of compiling hot methods at their best
    };

    /// <summary>The same with more arguments behind.</summary>
    public Command With(params string[] more) => this with { Arguments = [.. Arguments, .. more] };

    /// <summary>The same with one more variable.</summary>
    public Command WithEnvironment(string name, string? value) =>
        this with { Environment = new Dictionary<string, string?>(Environment) { [name] = value } };

    /// <summary>The same on some of the cores, where taskset is there to do it.</summary>
    public Command Pinned(string cores) =>
        Executables.Find("taskset") is { } taskset ? this with { File = taskset, Arguments = ["-c", cores, File, .. Arguments] } : this;

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">The folder it runs in; null for the current one.</param>
    /// <exception cref="BenchmarkException">It cannot be started.</exception>
    public CommandResult Run(string? folder = null)
    {
        var start = new ProcessStartInfo(File, Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach ((string name, string? value) in Environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        try
        {
            long began = Stopwatch.GetTimestamp();
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new CommandResult(process.ExitCode, output, errors.Result, Stopwatch.GetElapsedTime(began));
        }
        catch (Win32Exception problem)
        {
            throw new BenchmarkException($"'{File}' cannot be started: {problem.Message}");
        }
    }
}
