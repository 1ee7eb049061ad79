using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Convolutions;

/// <summary>Networks over images and sequences, each in single and in double precision; one compilation for all.</summary>
internal static class SpatialCases
{
    // A lane is sixteen floats or eight doubles: sizes below, at and above them.
    public static IReadOnlyList<SpatialCase> All { get; } =
    [
        .. Moves(),
    ];

    private static readonly Lazy<EmittedNetworks> Emitted = new(() => EmittedNetworks.CompileSources(
        [.. All.SelectMany((one, index) => new[] { "using Backprop;\n" + one.Declare($"Case{index}", isDouble: false), "using Backprop;\n" + one.Declare($"Case{index}Double", isDouble: true) })]));

    public static INetwork<float> Single(int index) => Emitted.Value.Create<float>($"Case{index}");

    public static INetwork<double> Double(int index) => Emitted.Value.Create<double>($"Case{index}Double");

    private static IEnumerable<SpatialCase> Moves() =>
    [
        new([5, 3], new PlainTranspose(), new PlainTanh()),
        new([2, 3, 5], new PlainTanh(), new PlainTranspose(2, 0, 1), new PlainTanh()),
        new([4, 17, 3], new PlainTranspose(1, 2, 0), new PlainTanh()),
        new([3, 2, 20], new PlainTanh(), new PlainTranspose(1, 0, 2)),
        new([2, 3, 4, 5], new PlainTranspose(3, 1, 0, 2), new PlainTanh()),
        new([2, 3, 4, 5], new PlainTranspose(), new PlainTanh(), new PlainTranspose(0, 3, 1, 2)),
        new([6, 1, 7], new PlainTranspose(1, 2, 0), new PlainTanh()),
        new([6, 1, 7], new PlainTranspose(1, 0, 2), new PlainTanh()),
        new([9], new PlainTranspose(0), new PlainTanh()),
        new([3, 4, 2], new PlainPad(0, 1), new PlainTanh()),
        new([3, 4, 2], new PlainPad(0.5f, 2, 1), new PlainTanh()),
        new([2, 3, 17], new PlainTanh(), new PlainPad(-2, 1, 0, 0, 2), new PlainTanh()),
        new([1, 1, 1], new PlainPad(3, 0, 3, 2, 0), new PlainTanh()),
        new([2, 9, 4], new PlainPad(0, 0), new PlainTanh()),
        new([7, 5], new PlainPad(0.25f, 2), new PlainTanh()),
        new([16, 1], new PlainTanh(), new PlainPad(0, 3, 1), new PlainTanh()),
    ];
}
