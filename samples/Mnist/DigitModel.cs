using Backprop;

namespace Mnist;

/// <summary>A network to choose from.</summary>
/// <param name="Name">What <c>--model</c> calls it.</param>
/// <param name="Title">What the output calls it.</param>
/// <param name="Create">Makes one with weights drawn from a seed.</param>
internal sealed record DigitModel(string Name, string Title, Func<long, INetwork<float>> Create)
{
    /// <summary>All of them; the first is the one without the option.</summary>
    public static IReadOnlyList<DigitModel> All { get; } =
    [
        new("lenet", "LeNet-5", seed => new LeNet5(seed)),
        new("compact", "a compact convolutional network", seed => new CompactNet(seed)),
        new("mlp", "the multi-layer perceptron 784-128-64-10", seed => new Mlp(seed)),
    ];
}
