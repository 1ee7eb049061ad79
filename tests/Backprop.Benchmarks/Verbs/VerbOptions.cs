using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Verbs;

/// <summary>What the verbs have in common.</summary>
internal static class VerbOptions
{
    /// <summary>How JSON is written.</summary>
    public static JsonSerializerOptions JsonFormat { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // + and × as they are
    };

    /// <summary>A whole number, 0 or more.</summary>
    public static Option<int> Number(string name, string description, int standard) => AtLeast(0, name, description, standard);

    /// <summary>A whole number, 1 or more.</summary>
    public static Option<int> Count(string name, string description, int standard) => AtLeast(1, name, description, standard);

    /// <summary>The file for the results as JSON.</summary>
    public static Option<FileInfo?> Json() => new("--json") { Description = "Writes the results as JSON too.", HelpName = "file" };

    /// <summary>Says on standard error what is being done.</summary>
    public static void Progress(string what) => Console.Error.WriteLine(what);

    /// <summary>Runs.</summary>
    /// <returns>The exit code: 0, or 1 with a message on standard error.</returns>
    public static int Guard(Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (Exception problem) when (problem is BenchmarkException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    private static Option<int> AtLeast(int least, string name, string description, int standard)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "number", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int given) && given < least)
            {
                result.AddError(Invariant($"{name} must be {least} or more, not {given}."));
            }
        });
        return option;
    }
}
