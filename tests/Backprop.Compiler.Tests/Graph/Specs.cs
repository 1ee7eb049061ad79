using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Tests.Graph;

/// <summary>Specs written down without C# source in between.</summary>
internal static class Specs
{
    public static NetworkSpec Network(params LayerSpec[] layers) => new("", EquatableArray<string>.Empty, "Net", "Net", false, false, false, new(layers));

    public static LayerSpec Input(params int[] dimensions) => Layer("Input", ("dimensions", new EquatableArray<int>(dimensions)));

    public static LayerSpec Dense(int units, Activation activation = Activation.Linear, params (string, object)[] further) =>
        Layer("Dense", [("units", units), ("activation", (int)activation), .. further]);

    public static LayerSpec Reshape(params int[] dimensions) => Layer("Reshape", ("dimensions", new EquatableArray<int>(dimensions)));

    public static LayerSpec Activate(Activation kind, params (string, object)[] further) => Layer("Activation", [("kind", (int)kind), .. further]);

    public static LayerSpec Layer(string attribute, params (string Name, object Value)[] arguments) =>
        new(attribute, new(arguments.Select(argument => new LayerArgument(argument.Name, argument.Value))));

    /// <summary>The layers that a combining layer names.</summary>
    public static (string, object) Names(params string[] names) => ("names", new EquatableArray<string>(names));

    /// <summary>The losses, with the number of outputs that each wants at least.</summary>
    public static LayerSpec[] Losses { get; } =
    [
        Layer("MeanSquaredError"), Layer("MeanAbsoluteError"), Layer("Huber", ("delta", 0.5f)), Layer("BinaryCrossEntropy"),
        Layer("SoftmaxCrossEntropy"), Layer("SoftmaxCrossEntropy", ("LabelSmoothing", 0.1f)),
    ];

    private static (LayerSpec Layer, int[] Shape) Padding(Random random, int[] current)
    {
        int before = random.Next(3), after = random.Next(3);
        (int, int)[] spatial = current.Length == 2 ? [(before, after)] : [(before, before), (after, after)];
        return (Layer("Pad", ("amounts", new EquatableArray<int>([before, after])), ("Value", 0.5f)),
            [.. spatial.Select((margin, axis) => margin.Item1 + current[axis] + margin.Item2), current[^1]]);
    }

    /// <summary>A convolution with a window that fits: of all kinds, now and then of groups, of a single place or of the whole.</summary>
    private static (LayerSpec Layer, int[] Shape) Convolution(Random random, int[] current)
    {
        int spatial = current.Length - 1, channels = current[^1], filters = 1 + random.Next(20), multiplier = 1 + random.Next(2);
        bool isDepthwise = spatial == 2 && random.Next(4) == 0;
        int groups = isDepthwise || random.Next(3) > 0 || channels % 2 > 0 ? 1 : 2;
        int[] kernel = new int[spatial], stride = new int[spatial], dilation = new int[spatial], size = new int[spatial];
        bool isSame = random.Next(3) == 0;
        for (int axis = 0; axis < spatial; axis++)
        {
            kernel[axis] = random.Next(5) == 0 ? current[axis] : 1 + random.Next(Math.Min(3, current[axis]));
            stride[axis] = spatial == 1 || random.Next(2) == 0 ? 1 : 1 + random.Next(3);
            dilation[axis] = spatial == 1 || random.Next(2) == 0 || kernel[axis] == 1 ? 1 : 1 + random.Next(1 + ((current[axis] - 1) / (kernel[axis] - 1)));
            dilation[axis] = (dilation[axis] * (kernel[axis] - 1)) + 1 > current[axis] ? 1 : dilation[axis];
            size[axis] = isSame ? (current[axis] + stride[axis] - 1) / stride[axis] : ((current[axis] - (dilation[axis] * (kernel[axis] - 1)) - 1) / stride[axis]) + 1;
        }

        (string, object)[] settings = [("activation", random.Next(4)), ("UseBias", random.Next(3) > 0), ("Padding", isSame ? 1 : 0)];
        (string, object)[] sides = spatial == 1
            ? [("kernel", kernel[0])]
            : [("kernelHeight", kernel[0]), ("kernelWidth", kernel[1]), ("StrideHeight", stride[0]), ("StrideWidth", stride[1]), ("DilationHeight", dilation[0]), ("DilationWidth", dilation[1])];
        return isDepthwise
            ? (Layer("DepthwiseConv2D", [.. sides, .. settings, ("Multiplier", multiplier)]), [.. size, channels * multiplier])
            : (Layer(spatial == 1 ? "Conv1D" : "Conv2D", [("filters", filters * groups), .. sides, .. settings, ("Groups", groups)]), [.. size, filters * groups]);
    }

    private static (LayerSpec Layer, int[] Shape) Permutation(Random random, int[] current)
    {
        int[] axes = [.. Enumerable.Range(0, current.Length)];
        random.Shuffle(axes);
        return (Layer("Transpose", ("axes", new EquatableArray<int>(axes))), [.. axes.Select(axis => current[axis])]);
    }

    private static LayerSpec Norm(Random random, int channels)
    {
        int[] divisors = [.. Enumerable.Range(1, channels).Where(groups => channels % groups == 0)];
        (string, object) affine = ("Affine", random.Next(3) > 0);
        return random.Next(4) switch
        {
            3 => Layer("BatchNorm", affine, ("Momentum", 0.5f)),
            0 => Layer("LayerNorm", affine),
            1 => Layer("RmsNorm", affine, ("Epsilon", 1e-3f)),
            _ => Layer("GroupNorm", affine, ("groups", divisors[random.Next(divisors.Length)])),
        };
    }

    /// <summary>A normalisation that inference folds into the product before it.</summary>
    public static NetworkSpec FoldedNorm { get; } = Network(Input(4), Dense(20), Layer("BatchNorm"), Dense(3), Layer("MeanSquaredError"));

    /// <summary>So few inputs and outputs that the hidden values are not kept.</summary>
    public static NetworkSpec FewInputs { get; } = Network(Input(2), Dense(20, Activation.ReLU), Dense(3), Layer("MeanSquaredError"));

    /// <summary>An image of one channel with lines of a lane and more, along which few rows are convolved.</summary>
    public static NetworkSpec LongLines { get; } = Network(
        Input(6, 20, 1), Layer("Conv2D", ("filters", 4), ("kernel", 3), ("activation", (int)Activation.ReLU)), Layer("MaxPool2D", ("size", 2)), Layer("Flatten"), Dense(3), Layer("MeanSquaredError"));

    private static (LayerSpec Layer, int[] Shape) Pool(Random random, int[] current)
    {
        int height = 1 + random.Next(Math.Min(current[0], 3)), width = 1 + random.Next(Math.Min(current[1], 3)), stride = 1 + random.Next(3);
        bool same = random.Next(2) == 0;
        return (Layer(random.Next(2) == 0 ? "MaxPool2D" : "AveragePool2D", ("height", height), ("width", width), ("Stride", stride), ("Padding", same ? 1 : 0)),
            [same ? (current[0] + stride - 1) / stride : ((current[0] - height) / stride) + 1, same ? (current[1] + stride - 1) / stride : ((current[1] - width) / stride) + 1, current[2]]);
    }

    /// <summary>A random valid network; the same seed gives the same one.</summary>
    public static NetworkSpec Random(int seed)
    {
        int[] widths = [1, 2, 3, 5, 8, 9, 15, 16, 17, 20, 31, 33, 64, 70];
        Random random = new(seed);
        T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
        Activation[] elementwise = [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)];
        List<LayerSpec> layers = [random.Next(3) > 0 ? Input(Pick(widths)) : Input(1 + random.Next(9), 1 + random.Next(9), 1 + random.Next(5))];
        List<(string Name, int[] Shape)> values = [("input", [.. layers[0].Numbers("dimensions")!.Value])];
        bool isEmbedded = values[0].Shape.Length == 1 && random.Next(10) == 0;
        if (isEmbedded)
        {
            layers.Add(Layer("Embedding", ("vocabulary", 1 + random.Next(40)), ("width", 1 + random.Next(20))));
            values.Add(("embedding1", [values[0].Shape[0], layers[1].Int("width")]));
        }

        int count = random.Next(1, 9);
        for (int layer = 0; layer < count; layer++)
        {
            int[] current = values[^1].Shape;
            int last = current[^1];
            string[] same = [.. values.Where(value => value.Shape.SequenceEqual(current)).Select(value => value.Name)];
            (LayerSpec next, int[] shape) = random.Next(27) switch
            {
                0 => (Activate(Pick(elementwise), ("Slope", 0.2f)), current),
                1 => (Layer("Add", Names(Pick(same), Pick(same))), current),
                2 => (Layer("Multiply", Names(Pick(same))), current),
                3 when Pick(values) is var other && other.Shape[..^1].SequenceEqual(current[..^1]) && last + other.Shape[^1] < 200
                    => (Layer("Concat", Names(other.Name)), [.. current[..^1], last + other.Shape[^1]]),
                4 when current.Length < 4 && last % 3 == 0 => (Reshape([.. current[..^1], 3, last / 3]), [.. current[..^1], 3, last / 3]),
                5 when current.Length > 1 => (Layer("Flatten"), [current.Aggregate((product, size) => product * size)]),
                6 when current.Length is 2 or 3 => Padding(random, current),
                7 when current.Length > 1 => Permutation(random, current),
                8 or 9 or 10 => (Norm(random, last), current),
                13 when current.Length > 1 => (Layer("GlobalAveragePool"), [last]),
                18 or 19 when current.Length == 3 => Pool(random, current),
                11 => (Layer("Dropout", ("rate", 0.25f)), current),
                12 => (Layer("GaussianNoise", ("deviation", 0.1f)), current),
                14 or 15 or 16 or 17 when current.Length is 2 or 3 => Convolution(random, current),
                _ when Pick(widths) is var units && (current.Length == 1 || units < 20) => (Dense(units, Pick(elementwise), ("UseBias", random.Next(3) > 0)), [.. current[..^1], units]),
                _ => (Activate(Activation.Tanh), current),
            };
            layers.Add(next);
            values.Add(($"{char.ToLowerInvariant(next.Attribute[0])}{next.Attribute[1..]}{layers.Count(other => other.Attribute == next.Attribute)}", shape));
        }

        if (values[^1].Shape.Length > 1)
        {
            layers.Add(Layer("Flatten"));
        }

        bool inputGradient = random.Next(2) == 0 && !isEmbedded;
        if (random.Next(4) > 0)
        {
            layers.Add(Dense(1 + Pick(widths)));
            layers.Add(Pick(Losses));
        }
        else if (random.Next(2) == 0)
        {
            layers.Add(Activate(Activation.Softmax));
        }

        return Network([.. layers]) with { IsDouble = random.Next(2) == 0, InputGradient = inputGradient };
    }
}
