using Backprop.Gradients.Tests.Infrastructure;
using static System.FormattableString;

namespace Backprop.Gradients.Tests.Graphs;

/// <summary>Random layers that fit a shape, most of the time; what does not fit the builder draws again.</summary>
internal static class GraphLayers
{
    private static readonly ActivationChoice[] Activations = [.. Registry.Activations.Where(activation => activation.Kind != Activation.Softmax)];

    /// <summary>Which layers take values of rank 1, 2 and 3, the usual ones several times.</summary>
    private static readonly Func<Random, int[], int, string>[][] ByRank =
    [
        [Dense, Dense, Dense, Dense, Alone, Dropout, BatchNorm, LayerNorm, RmsNorm, GroupNorm, Reshape, Reshape],
        [Conv1D, Conv1D, Conv1D, Conv1D, Dense, Alone, Dropout, BatchNorm, LayerNorm, RmsNorm, GroupNorm, Pad, Transpose, Reshape, Flatten, GlobalAveragePool],
        [
            Conv2D, Conv2D, Conv2D, Conv2D, Conv2D, Conv2D, DepthwiseConv2D, DepthwiseConv2D, MaxPool2D, MaxPool2D, AveragePool2D, BatchNorm, BatchNorm,
            LayerNorm, RmsNorm, GroupNorm, Pad, Transpose, Reshape, Dense, Alone, Dropout, Flatten, GlobalAveragePool,
        ],
    ];

    /// <summary>The layers of networks of vectors without normalisation.</summary>
    private static readonly Func<Random, int[], int, string>[] OfVectors = [Dense, Dense, Dense, Dense, Dense, Alone, Alone, Dropout];

    /// <summary>A layer for a value of this shape, without its name and the brackets.</summary>
    public static string Any(Random random, int[] shape, int rows, bool vectorsOnly) =>
        Pick(random, vectorsOnly ? OfVectors : ByRank[shape.Length - 1])(random, shape, rows);

    public static string Dense(Random random, int[] shape, int rows) => Product(random, "Dense", [Units(random)]);

    /// <summary>A dense layer or a convolution of one pixel that makes so many channels.</summary>
    public static string Channels(Random random, int[] shape, int channels) => shape.Length switch
    {
        2 when random.Next(2) == 0 => Product(random, "Conv1D", [channels, 1]),
        3 when random.Next(2) == 0 => Product(random, "Conv2D", [channels, 1]),
        _ => Product(random, "Dense", [channels]),
    };

    public static string Flatten(Random random, int[] shape, int rows) => "Flatten";

    public static string GlobalAveragePool(Random random, int[] shape, int rows) => "GlobalAveragePool";

    public static string Embedding(Random random) => Invariant($"Embedding({random.Next(2, 10)}, {random.Next(1, 9)})");

    private static string Alone(Random random, int[] shape, int rows)
    {
        ActivationChoice activation = Pick(random, Activations);
        return $"Activation(Activation.{activation.Kind}{Slope(activation)})";
    }

    private static string Dropout(Random random, int[] shape, int rows) => Invariant($"Dropout({Pick(random, [0.1f, 0.25f, 0.5f])}f)");

    private static string Conv1D(Random random, int[] shape, int rows)
    {
        (string groups, int filters) = Groups(random, shape[^1]);
        return Product(random, "Conv1D", [filters, random.Next(1, 5)], Invariant($"{Moves(random, ["", ""], 1, dilates: true)}{groups}"));
    }

    private static string Conv2D(Random random, int[] shape, int rows)
    {
        (string groups, int filters) = Groups(random, shape[^1]);
        return Product(random, "Conv2D", [filters, .. Kernel(random)], Invariant($"{Moves(random, ["Height", "Width"], 2, dilates: true)}{groups}"));
    }

    private static string DepthwiseConv2D(Random random, int[] shape, int rows)
    {
        string multiplier = random.Next(2) == 0 ? "" : Invariant($", Multiplier = {random.Next(1, 4)}");
        return Product(random, "DepthwiseConv2D", Kernel(random), Moves(random, ["Height", "Width"], 2, dilates: true) + multiplier);
    }

    private static string MaxPool2D(Random random, int[] shape, int rows) => Pool(random, "MaxPool2D");

    private static string AveragePool2D(Random random, int[] shape, int rows) => Pool(random, "AveragePool2D");

    private static string Pool(Random random, string kind)
    {
        int[] kernel = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(2, 4))];
        string moves = Moves(random, ["Height", "Width"], 2, dilates: false);
        return $"{kind}({string.Join(", ", kernel.Select(size => Invariant($"{size}")))}{moves})";
    }

    // A single number, or few that are not apart, cannot be normalised with much accuracy.
    private static string BatchNorm(Random random, int[] shape, int rows)
    {
        string momentum = random.Next(2) == 0 ? "" : "Momentum = 0.25f";
        return rows * Positions(shape) < 4 ? Alone(random, shape, rows) : Norm(random, "BatchNorm", momentum);
    }

    private static string LayerNorm(Random random, int[] shape, int rows) => shape[^1] < 4 ? Alone(random, shape, rows) : Norm(random, "LayerNorm");

    private static string RmsNorm(Random random, int[] shape, int rows) => shape[^1] < 3 ? Alone(random, shape, rows) : Norm(random, "RmsNorm");

    private static string GroupNorm(Random random, int[] shape, int rows)
    {
        int[] possible = [.. Divisors(shape[^1]).Where(groups => shape[^1] / groups * Positions(shape) >= 4)];
        return possible.Length == 0 ? Alone(random, shape, rows) : Norm(random, "GroupNorm", Invariant($"{Pick(random, possible)}"));
    }

    private static string Pad(Random random, int[] shape, int rows)
    {
        int[] amounts = [1 + random.Next(2), .. Enumerable.Range(0, Pick<int>(random, shape.Length == 2 ? [0, 1] : [0, 1, 3])).Select(_ => random.Next(3))];
        string value = random.Next(2) == 0 ? "" : Invariant($", Value = {Pick(random, [0.5f, -1.25f])}f");
        return $"Pad({string.Join(", ", amounts.Select(amount => Invariant($"{amount}")))}{value})";
    }

    private static string Transpose(Random random, int[] shape, int rows)
    {
        int[] axes = [.. Enumerable.Range(0, shape.Length)];
        random.Shuffle(axes);
        return random.Next(3) == 0 ? "Transpose" : $"Transpose({string.Join(", ", axes.Select(axis => Invariant($"{axis}")))})";
    }

    private static string Reshape(Random random, int[] shape, int rows)
    {
        int rest = shape.Aggregate(1, (product, size) => product * size);
        var sizes = new List<int>();
        for (int rank = random.Next(1, 4); rank > 1; rank--)
        {
            sizes.Add(Pick(random, [.. Divisors(rest)]));
            rest /= sizes[^1];
        }

        return $"Reshape({string.Join(", ", sizes.Append(rest).Select(size => Invariant($"{size}")))})";
    }

    private static string Norm(Random random, string kind, string first = "")
    {
        string affine = random.Next(3) == 0 ? "Affine = false" : "", epsilon = random.Next(3) == 0 ? "Epsilon = 0.001f" : "";
        string arguments = string.Join(", ", new[] { first, affine, epsilon }.Where(argument => argument.Length > 0));
        return arguments.Length == 0 ? kind : $"{kind}({arguments})";
    }

    private static string Product(Random random, string kind, int[] numbers, string rest = "")
    {
        ActivationChoice activation = random.Next(2) == 0 ? new ActivationChoice(Activation.Linear) : Pick(random, Activations);
        string named = activation.Kind == Activation.Linear ? "" : $", Activation.{activation.Kind}{Slope(activation)}";
        return $"{kind}({string.Join(", ", numbers.Select(number => Invariant($"{number}")))}{named}{rest}{(random.Next(4) == 0 ? ", UseBias = false" : "")})";
    }

    private static string Slope(ActivationChoice activation) => activation.Kind == Activation.LeakyReLU ? Invariant($", Slope = {activation.Slope:R}f") : "";

    private static (string Text, int Filters) Groups(Random random, int channels)
    {
        int groups = random.Next(3) == 0 ? Pick(random, [.. Divisors(channels)]) : 1;
        int filters = groups == 1 ? Units(random) : groups * random.Next(1, 4);
        return (groups == 1 ? "" : Invariant($", Groups = {groups}"), filters);
    }

    private static int[] Kernel(Random random) => random.Next(3) > 0 ? [random.Next(1, 5)] : [random.Next(1, 5), random.Next(1, 5)];

    /// <summary>Stride, dilation and padding; none of the sides is as wide as a window.</summary>
    private static string Moves(Random random, string[] axes, int rank, bool dilates)
    {
        string text = "";
        foreach (string what in dilates ? new[] { "Stride", "Dilation" } : ["Stride"])
        {
            int choice = random.Next(6), most = what == "Stride" ? 4 : 3;
            text += choice == 0 ? Invariant($", {what} = {random.Next(1, most)}") : "";
            text += choice == 1 && rank == 2 ? Invariant($", {what}{axes[0]} = {random.Next(1, most)}, {what}{axes[1]} = {random.Next(1, most)}") : "";
            text += choice == 2 && rank == 2 ? Invariant($", {what} = {random.Next(1, most)}, {what}{Pick(random, axes)} = {random.Next(1, most)}") : "";
        }

        IEnumerable<string> pads = Enumerable.Range(0, Pick<int>(random, rank == 1 ? [1, 2] : [1, 2, 4])).Select(_ => Invariant($"{random.Next(2)}"));
        return text + random.Next(3) switch { 0 => ", Padding = Padding.Same", 1 => $", Pads = new[] {{ {string.Join(", ", pads)} }}", _ => "" };
    }

    // Mostly few; now and then around a lane's width.
    private static int Units(Random random) => random.Next(6) == 0 ? Pick(random, [7, 8, 9, 15, 16, 17, 33]) : random.Next(1, 7);

    private static int Positions(int[] shape) => shape[..^1].Aggregate(1, (product, size) => product * size);

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, number).Where(divisor => number % divisor == 0);

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
