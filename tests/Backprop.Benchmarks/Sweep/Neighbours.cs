namespace Backprop.Benchmarks.Sweep;

/// <summary>Pairs of shapes that differ by one unit, in the places where kernels change.</summary>
/// <param name="Smaller">With n.</param>
/// <param name="Larger">With n + 1.</param>
internal sealed record Neighbours(Shape Smaller, Shape Larger)
{
    private static readonly int[] Widths =
        [7, 8, 9, 15, 16, 17, 18, 31, 32, 33, 34, 47, 48, 49, 50, 63, 64, 65, 66, 99, 100, 101, 127, 128, 129, 130, 255, 256, 257, 258, 511, 512, 513, 514, 1023, 1024];

    /// <summary>n as the inputs, the hidden units, the outputs and the batch of a perceptron.</summary>
    public static IReadOnlyList<Neighbours> All { get; } =
    [
        .. Pairs(n => new Shape(64, [n, 128, 10])),
        .. Pairs(n => new Shape(64, [128, n, 10])),
        .. Pairs(n => new Shape(64, [128, 128, n])),
        .. Pairs(n => new Shape(n, [128, 128, 10])),
    ];

    private static IEnumerable<Neighbours> Pairs(Func<int, Shape> create) =>
        Widths.Where(width => Widths.Contains(width + 1)).Select(width => new Neighbours(create(width), create(width + 1)));
}
