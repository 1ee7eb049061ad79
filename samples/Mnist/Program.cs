using System.Diagnostics;
using Backprop;
using Mnist;
using Mnist.Drawing;
using Samples;
using static System.FormattableString;

return CommandLine.Run(args, Run);

static void Run(MnistOptions options)
{
    string confusionFile = Path.Combine(options.Output.FullName, "confusion.svg");
    string sheetFile = Path.Combine(options.Output.FullName, "misclassified.svg");

    DigitData data = options.Data is null ? DigitData.Draw(options.Seed) : MnistFolder.Read(options.Data);
    Console.WriteLine(data.Origin);

    INetwork<float> model = options.Model.Create(options.Seed);
    Trainer<INetwork<float>> trainer = DigitTrainer.Create(model, options.Seed, options.Augment);

    Console.WriteLine(Invariant($"Training {options.Model.Title}, {model.Layout.Count} parameters, for {Counted(options.Epochs, "epoch")}."));
    var watch = Stopwatch.StartNew();
    TrainingHistory history = ProgressBar.Follow(
        options.Epochs, progress => trainer.Fit(data.Train, data.Test, options.Epochs, options.Batch, progress));
    TimeSpan elapsed = watch.Elapsed;

    var readings = new Readings(model, data.Test);
    Report.PrintEpochs(history);
    Report.PrintConfusion(readings);
    ConfusionPlot.Write(confusionFile, readings);
    MisclassifiedSheet.Write(sheetFile, readings);

    Console.WriteLine(Invariant($"{history.Steps} steps in {elapsed.TotalSeconds:0.00} s"));
    if (options.Save is not null)
    {
        Save(model, options.Save);
        Console.WriteLine($"model: {options.Save}");
    }

    Console.WriteLine($"confusion matrix: {confusionFile}");
    Console.WriteLine($"misclassified digits: {sheetFile}");
    Console.WriteLine(Invariant($"accuracy: {readings.Accuracy:0.0000}"));
}

static void Save(INetwork<float> model, FileInfo file)
{
    try
    {
        model.Save(file.FullName);
    }
    catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
    {
        throw new SampleException($"The model cannot be written to '{file}': {problem.Message}", problem);
    }
}

static string Counted(int count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");
