using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Networks;

namespace Backprop.Benchmarks.Workloads;

/// <summary>One thing that we and the peers measure.</summary>
/// <param name="Name">What all measuring programs call it: the workload, and what distinguishes the case.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="Flops">Multiplications and additions of its products and convolutions.</param>
/// <param name="Create">Ours.</param>
internal sealed record BenchmarkCase(string Name, string Title, double Flops, Func<IWork> Create)
{
    private const double LeNetForward = 563_280, LeNetStep = 1_517_040; // per row

    /// <summary>All, in the order of the table.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        new("W1", "train step 2-128-3, batch 64, Adam with L2", Training(64, 2, 128, 3),
            () => new TrainingStep(new SpiralClassifier(seed: 1), new Adam(5e-3f) { WeightDecay = 1e-4f }, 64)),
        new("W2/64", "train step 784-128-10, batch 64, Adam", Training(64, 784, 128, 10), () => new TrainingStep(new DigitClassifier(seed: 1), new Adam(), 64)),
        new("W2/32", "train step 784-128-10, batch 32, Adam", Training(32, 784, 128, 10), () => new TrainingStep(new DigitClassifier(seed: 1), new Adam(), 32)),
        new("W3/128", "train step 784-512-512-10, batch 128, Adam", Training(128, 784, 512, 512, 10),
            () => new TrainingStep(new WideClassifier(seed: 1), new Adam(), 128)),
        new("W4/128", "train step LeNet-5, batch 128, Adam", 128 * LeNetStep, () => new TrainingStep(new LeNetClassifier(seed: 1), new Adam(3e-4f), 128)),
        new("W4/32", "train step LeNet-5, batch 32, Adam", 32 * LeNetStep, () => new TrainingStep(new LeNetClassifier(seed: 1), new Adam(3e-4f), 32)),
        new("W5/spiral", "predict one row of 2-128-3", Forward(1, 2, 128, 3), () => new SpiralRow(dependent: false)),
        new("W5/spiral-dependent", "the same, each call needs the last one's result", Forward(1, 2, 128, 3), () => new SpiralRow(dependent: true)),
        new("W5/digits", "predict one row of 784-128-10", Forward(1, 784, 128, 10), () => new DigitRow(dependent: false)),
        new("W5/digits-dependent", "the same, each call needs the last one's result", Forward(1, 784, 128, 10), () => new DigitRow(dependent: true)),
        new("W5/lenet", "predict one image by LeNet-5", LeNetForward, () => new LeNetRow(dependent: false)),
        new("W5/lenet-dependent", "the same, each call needs the last one's result", LeNetForward, () => new LeNetRow(dependent: true)),
        new("W6/digits", "predict 256 rows of 784-128-10", Forward(256, 784, 128, 10), () => new Prediction(new DigitLogits(seed: 1), 256)),
        new("W6/lenet", "predict 256 images by LeNet-5", 256 * LeNetForward, () => new Prediction(new LeNetLogits(seed: 1), 256)),
    ];

    /// <summary>W1 to W6.</summary>
    public static IReadOnlyList<string> Workloads { get; } = [.. All.Select(benchmark => benchmark.Workload).Distinct()];

    /// <summary>The part of the name before the slash.</summary>
    public string Workload => Name.Split('/')[0];

    private static double Forward(double rows, params ReadOnlySpan<int> sizes)
    {
        double sum = 0;
        for (int layer = 1; layer < sizes.Length; layer++)
        {
            sum += 2 * rows * sizes[layer - 1] * sizes[layer];
        }

        return sum;
    }

    // Three products per layer, but the first has no gradient of its input.
    private static double Training(double rows, params ReadOnlySpan<int> sizes) => (3 * Forward(rows, sizes)) - Forward(rows, sizes[..2]);
}
