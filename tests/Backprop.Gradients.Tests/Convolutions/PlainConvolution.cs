using static System.FormattableString;

namespace Backprop.Gradients.Tests.Convolutions;

/// <summary>A convolution by its definition: for every output, a loop over everything that its window covers, and a question whether that is in the image.
/// A sequence's window has one number where an image's has two.</summary>
internal sealed record PlainConvolution(int Filters, params int[] Kernel) : PlainLayer
{
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>One, or one for each axis.</summary>
    public int[] Stride { get; init; } = [1];

    public int[] Dilation { get; init; } = [1];

    public int Groups { get; init; } = 1;

    public bool Same { get; init; }

    /// <summary>Written out, before and after each axis; null for none.</summary>
    public int[]? Pads { get; init; }

    public bool UseBias { get; init; } = true;

    /// <summary>Filters per channel of a depthwise convolution; null for any other. <see cref="Filters"/> and <see cref="Groups"/> then do not count.</summary>
    public int? Multiplier { get; init; }

    public override string Attribute
    {
        get
        {
            string name = Multiplier is not null ? "DepthwiseConv2D" : Kernel.Length == 1 ? "Conv1D" : "Conv2D";
            string kernel = Kernel.Distinct().Count() == 1 ? Invariant($"{Kernel[0]}") : List(Kernel);
            string settings = Sides("Stride", Stride) + Sides("Dilation", Dilation)
                + (Groups == 1 ? "" : Invariant($", Groups = {Groups}"))
                + (Multiplier is { } multiplier and not 1 ? Invariant($", Multiplier = {multiplier}") : "")
                + (Same ? ", Padding = Padding.Same" : "")
                + (Pads is null ? "" : $", Pads = new[] {{ {List(Pads)} }}")
                + (UseBias ? "" : ", UseBias = false");
            return $"[{name}({(Multiplier is null ? Invariant($"{Filters}, ") : "")}{kernel}{(Activation == Activation.Linear ? "" : $", Activation.{Activation}")}{settings})]";
        }
    }

    public override PlainValue Run(PlainValue x, Queue<double> parameters)
    {
        int spatial = Kernel.Length, channels = x.Shape[^1];
        int groups = Multiplier is null ? Groups : channels, filters = Multiplier * channels ?? Filters;
        int[] strides = [.. Enumerable.Range(0, spatial).Select(axis => Stride[axis % Stride.Length])], dilations = [.. Enumerable.Range(0, spatial).Select(axis => Dilation[axis % Dilation.Length])];
        int[] before = new int[spatial], size = new int[spatial];
        for (int axis = 0; axis < spatial; axis++)
        {
            int reach = (dilations[axis] * (Kernel[axis] - 1)) + 1;
            int added = Same ? Math.Max(((((x.Shape[axis] + strides[axis] - 1) / strides[axis]) - 1) * strides[axis]) + reach - x.Shape[axis], 0)
                : Pads is null ? 0 : Pads[2 * axis] + Pads[(2 * axis) + 1];
            before[axis] = Same ? added / 2 : Pads?[2 * axis] ?? 0;
            size[axis] = ((x.Shape[axis] + added - reach) / strides[axis]) + 1;
        }

        // [window, channels of a group, filters] and [filters], whatever the rank; depthwise, [window, channels, filters per channel] lies the same.
        PlainValue weight = PlainValue.Of([.. Kernel, channels / groups, filters], _ => parameters.Dequeue());
        double[] bias = UseBias ? [.. Enumerable.Range(0, filters).Select(_ => parameters.Dequeue())] : new double[filters];
        return PlainValue.Of([.. size, filters], output =>
        {
            int filter = output[^1], group = filter / (filters / groups);
            double sum = bias[filter];
            foreach (int[] place in Places(Kernel))
            {
                int[] source = [.. Enumerable.Range(0, spatial).Select(axis => (output[axis] * strides[axis]) + (place[axis] * dilations[axis]) - before[axis])];
                if (source.Zip(x.Shape).All(pair => pair.First >= 0 && pair.First < pair.Second))
                {
                    for (int c = 0; c < channels / groups; c++)
                    {
                        sum += x[[.. source, (group * (channels / groups)) + c]] * weight[[.. place, c, filter]];
                    }
                }
            }

            return Interpreter.PlainActivation.Value(Activation, 0.01, sum);
        });
    }

    private static IEnumerable<int[]> Places(int[] kernel) => kernel.Length == 1
        ? Enumerable.Range(0, kernel[0]).Select(x => new[] { x })
        : Enumerable.Range(0, kernel[0]).SelectMany(_ => Enumerable.Range(0, kernel[1]), (y, x) => new[] { y, x });

    private static string Sides(string name, int[] values) => values.Length == 2 ? Invariant($", {name}Height = {values[0]}, {name}Width = {values[1]}")
        : values[0] == 1 ? "" : Invariant($", {name} = {values[0]}");
}
