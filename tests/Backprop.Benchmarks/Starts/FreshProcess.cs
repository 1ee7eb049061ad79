using System.Diagnostics;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Networks;
using Backprop.Benchmarks.Workloads;
using Samples;

namespace Backprop.Benchmarks.Starts;

/// <summary>What a process does that has just begun, and prints.</summary>
internal static class FreshProcess
{
    public const string Spiral = "spiral", FirstStep = "first-step", FirstPrediction = "first-prediction", Memorised = "memorised";

    /// <summary>Does one of them.</summary>
    /// <exception cref="ArgumentException">There is no such thing to do.</exception>
    public static void Run(string what)
    {
        switch (what)
        {
            case Spiral:
                TrainSpirals();
                break;
            case FirstStep:
                TakeFirstStep();
                break;
            case FirstPrediction:
                PredictFirst();
                break;
            case Memorised:
                TrainOnAndOn();
                break;
            default:
                throw new ArgumentException($"A process can do '{Spiral}', '{FirstStep}', '{FirstPrediction}' and '{Memorised}', not '{what}'.", nameof(what));
        }
    }

    // The whole run of the textbook: 300 epochs of 15 steps. The time is the processor's, of all threads, from the process's start.
    private static void TrainSpirals()
    {
        Spirals spirals = Spirals.Generate(seed: 42);
        Dataset data = Dataset.Classification(spirals.Points, spirals.Labels, inputSize: 2, Spirals.Classes);
        var trainer = new Trainer<SpiralClassifier>(new SpiralClassifier(42), new Adam(5e-3f) { WeightDecay = 1e-4f }) { Seed = 42 };
        TrainingHistory history = trainer.Fit(data, validation: data, epochs: 300, batchSize: 64);
        if (history.Epochs[^1].ValidationAccuracy < 0.98)
        {
            throw new InvalidOperationException(Invariant($"The spirals were not learned: accuracy {history.Epochs[^1].ValidationAccuracy}."));
        }

        using var process = Process.GetCurrentProcess();
        Print(Spiral, process.TotalProcessorTime);
    }

    private static void TakeFirstStep()
    {
        var network = new WideClassifier(seed: 1);
        var step = new TrainingStep(network, new Adam(), 128);
        Print(FirstStep, TimeSpan.FromSeconds(Meter.Time(step, 1)));
    }

    private static void PredictFirst()
    {
        var prediction = new Prediction(new DigitLogits(seed: 1), 1);
        Print(FirstPrediction, TimeSpan.FromSeconds(Meter.Time(prediction, 1)));
    }

    // Once the loss is 0, gradients and moments decay towards 0 and through the subnormal numbers, which are slow.
    private static void TrainOnAndOn()
    {
        const int Steps = 100_000, Block = 100, Blocks = 10;
        Meter.Measure(new TrainingStep(new DigitClassifier(seed: 1), new Adam(), 16), seconds: 0, warmup: 1); // what the JIT does is not the question
        var step = new TrainingStep(new DigitClassifier(seed: 1), new Adam(), 16);
        double[] times = [.. Enumerable.Range(0, Steps / Block).Select(_ => Meter.Time(step, Block) / Block)];
        double[][] thousands = [.. times.Chunk(Blocks)];
        Print($"{Memorised}, first thousand", thousands[0]);
        Print($"{Memorised}, slowest thousand", thousands.MaxBy(thousand => thousand.Min())!);
        Print($"{Memorised}, last thousand", thousands[^1]);
    }

    private static void Print(string what, TimeSpan time) => Print(what, [time.TotalSeconds]);

    private static void Print(string what, double[] seconds) => Sample.Print(what, "", new Timing(Statistics.Median(seconds) * 1e9, seconds.Min() * 1e9));
}
