using Backprop;

namespace Residual;

/// <summary>A deep network to look into.</summary>
/// <param name="Key">What the table and the last line of the output call it: no spaces.</param>
/// <param name="Title">What the drawing calls it.</param>
/// <param name="Create">Makes one with weights drawn from a seed.</param>
internal sealed record DeepModel(string Key, string Title, Func<long, INetwork<float>> Create)
{
    /// <summary>Layers between the first, which widens the two inputs, and the last, which gives the classes their scores.</summary>
    public const int Depth = 30;

    /// <summary>Units per layer.</summary>
    public const int Width = 32;

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<DeepModel> All { get; } =
    [
        new("sigmoid", "sigmoid", seed => new PlainSigmoid(seed)),
        new("sigmoid+skip", "sigmoid, skip", seed => new SigmoidSkip(seed)),
        new("relu", "ReLU", seed => new PlainReLU(seed)),
        new("relu+skip", "ReLU, skip", seed => new ReLUSkip(seed)),
        new("relu+skip+norm", "ReLU, skip, norm", seed => new NormalizedReLUSkip(seed)),
    ];
}
