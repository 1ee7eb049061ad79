using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Convolutions;

/// <summary>Networks over images and sequences, each in single and in double precision; one compilation for all.</summary>
internal static class SpatialCases
{
    // A lane is sixteen floats or eight doubles: sizes below, at and above them.
    public static IReadOnlyList<SpatialCase> All { get; } =
    [
        .. Moves(),
        .. Images(),
        .. Sequences(),
        .. Depthwise(),
        .. Enumerable.Range(0, 24).Select(Random),
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
        new([3, 3, 2], new PlainTanh(), new PlainTranspose(1, 0, 2), new PlainTanh()), // its own inverse
        new([9], new PlainTranspose(0), new PlainTanh()),
        new([3, 4, 2], new PlainPad(0, 1), new PlainTanh()),
        new([3, 4, 2], new PlainPad(0.5f, 2, 1), new PlainTanh()),
        new([2, 3, 17], new PlainTanh(), new PlainPad(-2, 1, 0, 0, 2), new PlainTanh()),
        new([1, 1, 1], new PlainPad(3, 0, 3, 2, 0), new PlainTanh()),
        new([2, 9, 4], new PlainPad(0, 0), new PlainTanh()),
        new([7, 5], new PlainPad(0.25f, 2), new PlainTanh()),
        new([16, 1], new PlainTanh(), new PlainPad(0, 3, 1), new PlainTanh()),
    ];

    private static IEnumerable<SpatialCase> Images() =>
    [
        // The kinds of kernels: a tile of positions and fewer, one lane and parts of one, several with and without a remainder.
        new([7, 6, 1], new PlainConvolution(3, 3, 3) { Activation = Activation.Tanh }, new PlainConvolution(2, 2, 2)),
        new([5, 9, 3], new PlainConvolution(17, 3, 3) { Activation = Activation.Sigmoid }, new PlainConvolution(5, 2, 3)),
        new([4, 15, 2], new PlainConvolution(8, 3, 2), new PlainTanh(), new PlainConvolution(33, 1, 3) { UseBias = false }, new PlainTanh(), new PlainConvolution(2, 2, 2)),
        new([6, 6, 20], new PlainTanh(), new PlainConvolution(16, 3, 3) { Activation = Activation.SiLU }, new PlainTanh()),
        new([3, 5, 36], new PlainTanh(), new PlainConvolution(40, 2, 2) { Activation = Activation.Tanh }),

        // One segment and one filter: no index is a multiple of the segment.
        new([3, 2, 1], new PlainTanh(), new PlainConvolution(1, 1, 2) { Activation = Activation.Tanh }),
        new([2, 3, 20], new PlainTanh(), new PlainConvolution(1, 1, 2) { Activation = Activation.Tanh }),
        new([2, 3, 16], new PlainTanh(), new PlainConvolution(1, 1, 2) { Activation = Activation.Tanh }),

        // Strides.
        new([9, 8, 2], new PlainConvolution(4, 3, 3) { Stride = [2], Activation = Activation.Tanh }, new PlainConvolution(3, 2, 2) { Stride = [2] }),
        new([7, 13, 3], new PlainConvolution(5, 2, 4) { Stride = [1, 3], Activation = Activation.Tanh }, new PlainTanh()),
        new([11, 5, 2], new PlainConvolution(18, 2, 2) { Stride = [4, 1], Activation = Activation.Tanh }),
        new([7, 7, 9], new PlainTanh(), new PlainConvolution(10, 1, 1) { Stride = [2], UseBias = false }, new PlainTanh()),

        // Padding.
        new([5, 6, 2], new PlainConvolution(4, 3, 3) { Same = true, Activation = Activation.Tanh }, new PlainConvolution(3, 3, 3) { Same = true }),
        new([6, 7, 2], new PlainConvolution(4, 3, 3) { Same = true, Stride = [2], Activation = Activation.Tanh }, new PlainConvolution(3, 4, 2) { Same = true, Stride = [3, 2] }),
        new([3, 3, 17], new PlainTanh(), new PlainConvolution(3, 5, 5) { Same = true, Activation = Activation.Tanh }),
        new([4, 5, 3], new PlainConvolution(5, 3, 2) { Pads = [2, 0, 1, 3], Activation = Activation.Tanh }, new PlainTanh()),
        new([2, 2, 1], new PlainConvolution(2, 3, 3) { Pads = [1, 1, 2, 2], Activation = Activation.Tanh }, new PlainConvolution(2, 1, 1) { Pads = [1, 0, 0, 0] }),
        new([5, 4, 2], new PlainConvolution(3, 1, 1) { Same = true, Stride = [2], Activation = Activation.Tanh }),

        // Dilation.
        new([9, 9, 2], new PlainConvolution(4, 3, 3) { Dilation = [2], Activation = Activation.Tanh }, new PlainTanh()),
        new([8, 12, 3], new PlainConvolution(6, 2, 3) { Dilation = [3, 2], Stride = [1, 2], Activation = Activation.Tanh }),
        new([7, 7, 17], new PlainTanh(), new PlainConvolution(16, 3, 2) { Dilation = [1, 3], Activation = Activation.Tanh }),
        new([7, 5, 2], new PlainConvolution(3, 3, 3) { Dilation = [2], Same = true, Activation = Activation.Tanh }),
        new([9, 4, 2], new PlainConvolution(3, 3, 1) { Dilation = [4], Activation = Activation.Tanh }, new PlainTanh()),

        // Groups.
        new([6, 5, 4], new PlainConvolution(6, 3, 3) { Groups = 2, Activation = Activation.Tanh }, new PlainTanh()),
        new([5, 8, 6], new PlainConvolution(9, 2, 3) { Groups = 3, Stride = [1, 2], Pads = [1, 0, 0, 1], Activation = Activation.Tanh }),
        new([4, 7, 34], new PlainTanh(), new PlainConvolution(36, 2, 2) { Groups = 2, Dilation = [2, 1], Activation = Activation.Tanh }),
        new([5, 5, 3], new PlainConvolution(6, 3, 3) { Groups = 3, UseBias = false, Activation = Activation.Tanh }),
        new([4, 4, 4], new PlainConvolution(8, 1, 1) { Groups = 2, Activation = Activation.Tanh }),

        // Windows of one place and of all, which are dense layers; one line, one column, one position in a line.
        new([4, 3, 5], new PlainConvolution(7, 1, 1) { Activation = Activation.Tanh }, new PlainConvolution(18, 1, 1), new PlainTanh()),
        new([4, 3, 5], new PlainTanh(), new PlainConvolution(7, 4, 3) { Activation = Activation.Tanh }, new PlainConvolution(3, 1, 1)),
        new([1, 19, 2], new PlainConvolution(3, 1, 4) { Activation = Activation.Tanh }, new PlainTanh()),
        new([19, 1, 2], new PlainConvolution(3, 4, 1) { Activation = Activation.Tanh }, new PlainTanh()),
        new([6, 3, 3], new PlainConvolution(5, 2, 3) { Activation = Activation.Tanh }, new PlainTanh()),
        new([3, 6, 3], new PlainConvolution(5, 3, 2) { Activation = Activation.Tanh }, new PlainTanh()),
    ];

    private static IEnumerable<SpatialCase> Sequences() =>
    [
        new([20, 1], new PlainConvolution(5, 4) { Activation = Activation.Tanh }, new PlainConvolution(3, 3) { Stride = [2] }),
        new([17, 6], new PlainConvolution(19, 3) { Same = true, Activation = Activation.Tanh }, new PlainTanh()),
        new([15, 3], new PlainConvolution(4, 3) { Dilation = [4], Pads = [8, 0], Activation = Activation.Tanh }, new PlainConvolution(4, 2) { Groups = 2 }),
        new([9, 4], new PlainConvolution(4, 3) { Groups = 4, Same = true, Activation = Activation.Tanh }, new PlainTanh()),
        new([8, 3], new PlainConvolution(6, 1) { Activation = Activation.Tanh }, new PlainConvolution(2, 8)),
    ];

    private static IEnumerable<SpatialCase> Depthwise() =>
    [
        new([6, 7, 3], new PlainConvolution(0, 3, 3) { Multiplier = 1, Activation = Activation.Tanh }, new PlainTanh()),
        new([5, 9, 20], new PlainTanh(), new PlainConvolution(0, 3, 3) { Multiplier = 1, Same = true, Activation = Activation.Tanh }, new PlainConvolution(3, 1, 1)),
        new([9, 8, 17], new PlainConvolution(0, 2, 3) { Multiplier = 1, Stride = [2, 3], Dilation = [3, 1], Activation = Activation.Tanh }, new PlainTanh()),
        new([3, 5, 70], new PlainTanh(), new PlainConvolution(0, 2, 2) { Multiplier = 1, UseBias = false, Activation = Activation.Tanh }),
        new([4, 9, 5], new PlainConvolution(0, 1, 7) { Multiplier = 1, Pads = [0, 0, 3, 2], Activation = Activation.Tanh }, new PlainTanh()),
        new([5, 4, 3], new PlainConvolution(0, 3, 2) { Multiplier = 2, Activation = Activation.Tanh }, new PlainTanh()),
        new([5, 4, 2], new PlainTanh(), new PlainConvolution(0, 2, 2) { Multiplier = 9, Stride = [2, 1], Activation = Activation.Tanh }),
        new([5, 4, 1], new PlainConvolution(0, 2, 2) { Multiplier = 1, Activation = Activation.Tanh }, new PlainTanh()),
        new([3, 2, 6], new PlainTanh(), new PlainConvolution(0, 3, 2) { Multiplier = 1, Activation = Activation.Tanh }),
        new([4, 4, 4], new PlainConvolution(4, 3, 3) { Groups = 4, Activation = Activation.Tanh }, new PlainTanh()),
    ];

    /// <summary>Two convolutions with a window, stride, dilation, groups and padding drawn such that they fit; the same number gives the same one.</summary>
    private static SpatialCase Random(int seed)
    {
        Random random = new(seed);
        int rank = random.Next(4) == 0 ? 1 : 2, channels = Channels(random);
        int[] size = [.. Enumerable.Range(0, rank).Select(_ => 5 + random.Next(4))];
        int[] input = [.. size, channels];
        var layers = new List<PlainLayer>();
        for (int layer = 0; layer < 2; layer++)
        {
            PlainConvolution convolution = Random(random, size, channels);
            layers.Add(convolution);
            channels = convolution.Multiplier * channels ?? convolution.Filters;
        }

        return new SpatialCase(input, [.. layers, new PlainTanh()]);
    }

    // Leaves the size of its output in the array.
    private static PlainConvolution Random(Random random, int[] size, int channels)
    {
        int rank = size.Length, groups = channels % 2 == 0 && random.Next(3) == 0 ? 2 : 1;
        int[] kernel = new int[rank], stride = new int[rank], dilation = new int[rank], pads = new int[2 * rank];
        bool isSame = random.Next(4) == 0;
        for (int axis = 0; axis < rank; axis++)
        {
            kernel[axis] = 1 + random.Next(Math.Min(3, size[axis]));
            stride[axis] = 1 + random.Next(2);
            dilation[axis] = (2 * (kernel[axis] - 1)) + 1 > size[axis] ? 1 : 1 + random.Next(2);
            pads[2 * axis] = random.Next(2);
            pads[(2 * axis) + 1] = random.Next(2);
            size[axis] = isSame ? (size[axis] + stride[axis] - 1) / stride[axis]
                : ((size[axis] + pads[2 * axis] + pads[(2 * axis) + 1] - (dilation[axis] * (kernel[axis] - 1)) - 1) / stride[axis]) + 1;
        }

        return new PlainConvolution(Channels(random) * groups, kernel)
        {
            Stride = stride,
            Dilation = dilation,
            Groups = groups,
            Multiplier = rank == 2 && groups == 1 && random.Next(4) == 0 ? 1 + random.Next(2) : null,
            Same = isSame,
            Pads = isSame ? null : pads,
            UseBias = random.Next(3) > 0,
            Activation = Activation.Tanh,
        };
    }

    private static int Channels(Random random) => new[] { 1, 2, 3, 4, 7, 8, 9, 16, 17 }[random.Next(9)];
}
