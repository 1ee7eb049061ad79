using System.Diagnostics;
using Backprop;
using Backprop.Data;
using Mnist;
using Mnist.Drawing;
using Samples;
using Samples.Digits;
using static System.FormattableString;

return CommandLine.Run(args, Run);

static void Run(MnistOptions options)
{
    string confusionFile = Path.Combine(options.Output.FullName, "confusion.svg");
    string sheetFile = Path.Combine(options.Output.FullName, "misclassified.svg");

    DigitData data = options.Data is null ? DigitData.Draw(options.Seed) : MnistFolder.Read(options.Data);
    Console.WriteLine(data.Origin);

    INetwork<float> model = options.Model.Create(options.Seed);
    var trainer = new Trainer<INetwork<float>>(model, new Adam(learningRate: 2e-3f))
    {
        Seed = options.Seed,
        Schedule = Schedules.Cosine(unit: ScheduleUnit.Steps),
        Augmentation = options.Augment ? SmallChanges() : null,
    };

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
    Console.WriteLine($"confusion matrix: {confusionFile}");
    Console.WriteLine($"misclassified digits: {sheetFile}");
    Console.WriteLine(Invariant($"accuracy: {readings.Accuracy:0.0000}"));
}

static string Counted(int count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

// What does not change which digit it is.
static Augmentation SmallChanges()
{
    var image = new ImageShape(DrawnDigits.Side, DrawnDigits.Side);
    return Augmentation.Sequence(
        Augmentation.Scale(image, minimum: 0.9, maximum: 1.1), Augmentation.Rotate(image, degrees: 10), Augmentation.Shift(image, vertical: 2, horizontal: 2));
}
