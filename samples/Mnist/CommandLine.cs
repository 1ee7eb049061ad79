using System.CommandLine;
using Samples;

namespace Mnist;

/// <summary>What the user asked for.</summary>
/// <param name="Model">The network.</param>
/// <param name="Data">The folder with MNIST's files; null to draw digits.</param>
/// <param name="Epochs">Passes through the training digits, 1 or more.</param>
/// <param name="Batch">Digits per step, 1 or more.</param>
/// <param name="Seed">Of the drawn digits, the starting weights, the order of the rows and their changes.</param>
/// <param name="Augment">Whether training digits are shifted, turned and scaled.</param>
/// <param name="Save">Where the trained model goes, as safetensors; null to forget it.</param>
/// <param name="Output">Where the drawings go; the folder exists.</param>
internal sealed record MnistOptions(DigitModel Model, DirectoryInfo? Data, int Epochs, int Batch, long Seed, bool Augment, FileInfo? Save, DirectoryInfo Output);

/// <summary>Reads the options and refuses bad ones.</summary>
internal static class CommandLine
{
    /// <returns>The exit code: 0, or 1 with a message on standard error.</returns>
    public static int Run(string[] args, Action<MnistOptions> run)
    {
        string[] names = [.. DigitModel.All.Select(known => known.Name)];
        Option<string> model = new Option<string>("--model")
        {
            Description = "The network.",
            DefaultValueFactory = _ => names[0],
        }.AcceptOnlyFromAmong(names);
        Option<DirectoryInfo?> data = new("--data")
        {
            Description = "The folder with MNIST's files: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, "
                + "each plain or with .gz. Without the training files, the t10k digits are divided. Without this option, digits are drawn.",
            HelpName = "folder",
        };
        Option<int> epochs = SampleOptions.Count("--epochs", "Passes through the training digits, 1 or more.", standard: 5);
        Option<int> batch = SampleOptions.Count("--batch", "Digits per step, 1 or more.", standard: 32);
        Option<long> seed = SampleOptions.Seed("Seeds the drawn digits, the starting weights, the order of the digits and their changes: same seed, same result.");
        Option<bool> augment = new("--augment") { Description = "Shifts, turns and scales the training digits a little, anew in each epoch." };
        Option<FileInfo?> save = new("--save") { Description = "Writes the trained model to this file, in the format safetensors.", HelpName = "file" };
        Option<DirectoryInfo> output = SampleOptions.Output("The folder for confusion.svg and misclassified.svg; made if it is missing.");

        var command = new RootCommand("Trains a network to read digits, and draws what it gets wrong.") { model, data, epochs, batch, seed, augment, save, output };
        command.SetAction(parsed =>
        {
            var options = new MnistOptions(
                DigitModel.All.Single(known => known.Name == parsed.GetRequiredValue(model)), parsed.GetValue(data), parsed.GetValue(epochs),
                parsed.GetValue(batch), parsed.GetValue(seed), parsed.GetValue(augment), parsed.GetValue(save), parsed.GetRequiredValue(output));
            return SampleRun.Execute(options.Output, () => run(options));
        });
        return command.Parse(args).Invoke();
    }
}
