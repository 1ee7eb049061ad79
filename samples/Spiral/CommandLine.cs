using System.CommandLine;
using System.CommandLine.Parsing;

namespace Spiral;

/// <summary>What the user asked for.</summary>
/// <param name="Epochs">Passes through the points, 1 or more.</param>
/// <param name="Seed">Of the points' noise, the starting weights and the order of the rows.</param>
/// <param name="Output">Where the drawings go; the folder exists.</param>
internal sealed record SpiralOptions(int Epochs, long Seed, DirectoryInfo Output);

/// <summary>Reads the options and refuses bad ones.</summary>
internal static class CommandLine
{
    /// <returns>The exit code: 0, or 1 with a message on standard error.</returns>
    public static int Run(string[] args, Action<SpiralOptions> run)
    {
        var epochs = new Option<int>("--epochs")
        {
            Description = "Passes through the 900 points, 1 or more.",
            HelpName = "number",
            DefaultValueFactory = _ => 300,
            CustomParser = ParseEpochs,
        };
        var seed = new Option<long>("--seed")
        {
            Description = "Seeds the points' noise, the starting weights and the order of the rows: same seed, same result.",
            HelpName = "number",
            DefaultValueFactory = _ => 42,
            CustomParser = ParseSeed,
        };
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "The folder for spiral.svg and curves.svg; made if it is missing.",
            HelpName = "folder",
            DefaultValueFactory = _ => new DirectoryInfo("."),
        };

        var command = new RootCommand("Trains the textbook's 2-128-3 network on three spirals and draws what it learned.") { epochs, seed, output };
        command.SetAction(parsed => Execute(
            new SpiralOptions(parsed.GetValue(epochs), parsed.GetValue(seed), parsed.GetRequiredValue(output)), run));
        return command.Parse(args).Invoke();
    }

    private static int ParseEpochs(ArgumentResult argument)
    {
        string given = argument.Tokens[0].Value;
        if (!int.TryParse(given, out int epochs) || epochs < 1)
        {
            argument.AddError($"--epochs must be a whole number, 1 or more, not '{given}'.");
        }

        return epochs;
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

    private static int Execute(SpiralOptions options, Action<SpiralOptions> run)
    {
        try
        {
            options.Output.Create();
            run(options);
            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The drawings cannot be written to '{options.Output}': {problem.Message}");
            return 1;
        }
    }
}
