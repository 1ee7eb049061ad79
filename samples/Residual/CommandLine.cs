using System.CommandLine;
using Samples;

namespace Residual;

/// <summary>What the user asked for.</summary>
/// <param name="Epochs">Passes through the points, 1 or more.</param>
/// <param name="Seed">Of the points' noise, the starting weights and the order of the rows.</param>
/// <param name="Output">Where the drawing goes; the folder exists.</param>
internal sealed record ResidualOptions(int Epochs, long Seed, DirectoryInfo Output);

/// <summary>Reads the options and refuses bad ones.</summary>
internal static class CommandLine
{
    /// <returns>The exit code: 0, or 1 with a message on standard error.</returns>
    public static int Run(string[] args, Action<ResidualOptions> run)
    {
        Option<int> epochs = SampleOptions.Count("--epochs", "Passes of each network through the 900 points, 1 or more.", standard: 100);
        Option<long> seed = SampleOptions.Seed("Seeds the points' noise, the starting weights and the order of the rows: same seed, same result.");
        Option<DirectoryInfo> output = SampleOptions.Output("The folder for gradients.svg; made if it is missing.");

        var command = new RootCommand("Trains networks of 30 layers, with and without skip connections and normalisation, and draws how far their gradients reach.")
        {
            epochs, seed, output,
        };
        command.SetAction(parsed =>
        {
            var options = new ResidualOptions(parsed.GetValue(epochs), parsed.GetValue(seed), parsed.GetRequiredValue(output));
            return SampleRun.Execute(options.Output, () => run(options));
        });
        return command.Parse(args).Invoke();
    }
}
