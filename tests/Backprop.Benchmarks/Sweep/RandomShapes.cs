namespace Backprop.Benchmarks.Sweep;

/// <summary>Perceptrons of 2 to 4 layers with widths 1 to 1024 and batches 1 to 512.</summary>
internal static class RandomShapes
{
    private const double NearSixteens = 0.3;

    /// <summary>The same shapes for the same seed.</summary>
    public static IReadOnlyList<Shape> Draw(int count, int seed)
    {
        var random = new Random(seed);
        var shapes = new List<Shape>();
        while (shapes.Count < count)
        {
            int layers = random.Next(2, 5);
            int[] sizes = [.. Enumerable.Range(0, layers + 1).Select(_ => Width(random))];
            sizes[^1] = Math.Max(sizes[^1], 2); // softmax needs two classes
            shapes.Add(new Shape(LogUniform(random, 512), sizes));
        }

        return shapes;
    }

    // Where kernels change from whole lanes to remainders, one expects cliffs: some widths are 16k − 1, 16k or 16k + 1.
    private static int Width(Random random) => random.NextDouble() < NearSixteens
        ? Math.Min(1024, (16 * LogUniform(random, 64)) + random.Next(-1, 2))
        : LogUniform(random, 1024);

    private static int LogUniform(Random random, int largest) => Math.Min(largest, (int)Math.Exp(random.NextDouble() * Math.Log(largest + 1)));
}
