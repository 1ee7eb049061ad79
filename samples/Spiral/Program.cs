using System.Diagnostics;
using System.Globalization;
using Backprop;
using Samples;
using Spiral;
using Spiral.Drawing;

return CommandLine.Run(args, Run);

static void Run(SpiralOptions options)
{
    string regionsFile = Path.Combine(options.Output.FullName, "spiral.svg");
    string curvesFile = Path.Combine(options.Output.FullName, "curves.svg");

    Spirals spirals = Spirals.Generate(options.Seed);
    Dataset data = Dataset.Classification(spirals.Points, spirals.Labels, inputSize: 2, Spirals.Classes);

    var model = new SpiralClassifier(options.Seed);
    var optimizer = new Adam(learningRate: 0.005f) { WeightDecay = 1e-4f }; // coupled (L2), on weights only
    var trainer = new Trainer<SpiralClassifier>(model, optimizer) { Seed = options.Seed };

    // The textbook measures on the points it trains on. Given as validation data, they are measured anew after each epoch.
    Console.WriteLine($"Training the 2-128-3 network, {SpiralClassifier.ParameterCount} parameters, on {data.Count} points.");
    var watch = Stopwatch.StartNew();
    TrainingHistory history = ProgressBar.Follow(
        options.Epochs, progress => trainer.Fit(data, validation: data, options.Epochs, batchSize: 64, progress));
    TimeSpan elapsed = watch.Elapsed;

    ResultTable.Print(history);
    DecisionPlot.Write(regionsFile, model, spirals, history.Epochs[^1]);
    CurvesPlot.Write(curvesFile, history);

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{history.Steps} steps in {elapsed.TotalSeconds:0.00} s"));
    Console.WriteLine($"decision regions: {regionsFile}");
    Console.WriteLine($"loss and accuracy: {curvesFile}");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy: {history.Epochs[^1].ValidationAccuracy:0.0000}"));
}
