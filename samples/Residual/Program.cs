using System.Diagnostics;
using Residual;
using Residual.Drawing;
using Samples;
using static System.FormattableString;

return CommandLine.Run(args, Run);

static void Run(ResidualOptions options)
{
    string file = Path.Combine(options.Output.FullName, "gradients.svg");
    Spirals spirals = Spirals.Generate(options.Seed);

    Console.WriteLine(Invariant($"Training {DeepModel.All.Count} networks of {DeepModel.Depth} layers of {DeepModel.Width} units on {spirals.Labels.Length} points."));
    var watch = Stopwatch.StartNew();
    List<Experiment> experiments = [.. DeepModel.All.Select(deep => Experiment.Run(deep, spirals, options))];
    TimeSpan elapsed = watch.Elapsed;

    Report.Print(experiments);
    GradientPlot.Write(file, experiments, options.Epochs);

    Console.WriteLine(Invariant($"{elapsed.TotalSeconds:0.00} s"));
    Console.WriteLine($"gradient norms: {file}");
    Console.WriteLine("accuracy: " + string.Join(", ", experiments.Select(experiment => Invariant($"{experiment.Model.Key} {experiment.Result.Accuracy:0.0000}"))));
}
