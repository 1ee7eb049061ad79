using System.CommandLine;
using System.CommandLine.Parsing;

namespace Samples;

/// <summary>The options that samples have in common; they refuse what is not a number, or none of theirs.</summary>
public static class SampleOptions
{
    /// <summary>A whole number, 1 or more.</summary>
    /// <param name="name">The option, with its hyphens.</param>
    /// <param name="description">What the help says.</param>
    /// <param name="standard">The number without the option.</param>
    public static Option<int> Count(string name, string description, int standard) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => standard,
        CustomParser = argument => ParseCount(argument, name),
    };

    /// <summary>The seed of all that is random, 42 without the option.</summary>
    /// <param name="description">What the help says.</param>
    public static Option<long> Seed(string description) => new("--seed")
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => 42,
        CustomParser = ParseSeed,
    };

    /// <summary>The folder for the drawings, the current one without the option.</summary>
    /// <param name="description">What the help says.</param>
    public static Option<DirectoryInfo> Output(string description) => new("--output")
    {
        Description = description,
        HelpName = "folder",
        DefaultValueFactory = _ => new DirectoryInfo("."),
    };

    private static int ParseCount(ArgumentResult argument, string name)
    {
        string given = argument.Tokens[0].Value;
        if (!int.TryParse(given, out int count) || count < 1)
        {
            argument.AddError($"{name} must be a whole number, 1 or more, not '{given}'.");
        }

        return count;
    }

    private static long ParseSeed(ArgumentResult argument)
    {
        string given = argument.Tokens[0].Value;
        if (!long.TryParse(given, out long seed))
        {
            argument.AddError($"--seed must be a whole number of 64 bits, not '{given}'.");
        }

        return seed;
    }
}
