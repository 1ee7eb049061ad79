using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Convolutions;

/// <summary>The sizes of a convolution that stays inside its input; a sequence is an image of one line.</summary>
/// <param name="Input">What comes in, padding included.</param>
/// <param name="Weight">The shape of the weights, whose values lie as [kernel height, kernel width, channels / groups, filters].</param>
internal sealed record ConvolutionGeometry(Image Input, int Filters, int KernelHeight, int KernelWidth, Shape Weight)
{
    public int StrideY { get; init; } = 1;

    public int StrideX { get; init; } = 1;

    public int DilationY { get; init; } = 1;

    public int DilationX { get; init; } = 1;

    public int Groups { get; init; } = 1;

    public Image Output => new(Positions(Input.Height, KernelHeight, StrideY, DilationY), Positions(Input.Width, KernelWidth, StrideX, DilationX), Filters);

    /// <summary>The shape of the output, of the same rank as the input.</summary>
    public Shape OutputShape(Shape input) => Output.Shape(input.Dimensions.Count);

    /// <summary>The channels that a filter sees.</summary>
    public int GroupChannels => Input.Channels / Groups;

    public int GroupFilters => Filters / Groups;

    /// <summary>Whether each of several channels has one filter of its own.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == Input.Channels && Filters == Input.Channels;

    /// <summary>Whether every position is multiplied by itself: a dense layer on the last axis.</summary>
    public bool IsPointwise => Groups == 1 && KernelHeight == 1 && KernelWidth == 1 && StrideY == 1 && StrideX == 1;

    /// <summary>Whether the window is the whole input: a dense layer on all of it.</summary>
    public bool IsWhole => Groups == 1 && KernelHeight == Input.Height && KernelWidth == Input.Width;

    // Whether what a line of the window covers lies side by side, for a filter.
    private bool IsContiguous => Groups == 1 && (DilationX == 1 || KernelWidth == 1);

    /// <summary>How many inputs under the window lie side by side, and so do the weights that they meet (each in a row of filters).</summary>
    public int Segment => IsContiguous ? KernelWidth * Input.Channels : GroupChannels;

    /// <summary>The loops over the segments under the window: their variable, how many there are, and how far apart in the input.</summary>
    public IReadOnlyList<(string Variable, int Count, int Stride)> Taps => new[]
    {
        ("ky", KernelHeight, DilationY * Input.Line),
        ("kx", IsContiguous ? 1 : KernelWidth, DilationX * Input.Channels),
    }.Where(tap => tap.Item2 > 1).ToList();

    /// <summary>How many segments there are.</summary>
    public int TapCount => KernelHeight * (IsContiguous ? 1 : KernelWidth);

    /// <summary>Numbers from the window of one output to that of the next in the line.</summary>
    public int StepX => StrideX * Input.Channels;

    /// <summary>Numbers from the window of one output to that of the one below.</summary>
    public int StepY => StrideY * Input.Line;

    /// <summary>Inputs that a filter sees, and filters that see an input, in window and group.</summary>
    public (int In, int Out) Fans => (KernelHeight * KernelWidth * GroupChannels, KernelHeight * KernelWidth * GroupFilters);

    /// <summary>Lanes of products for each row, as many as lanes along so many numbers take (of each group), which meet all others, and as rows in lanes take.</summary>
    public (double ByRow, double InLanes) LaneWork(int lane, int along)
    {
        double products = (double)Output.Height * Output.Width * KernelHeight * KernelWidth * GroupChannels * Filters;
        int size = IsDepthwise ? Filters : along;
        return (products / size * ((size + lane - 1) / lane), products / lane);
    }

    /// <summary>What is not told by shapes.</summary>
    public string Described
    {
        get
        {
            List<string> parts = [];
            Add("stride", StrideY, StrideX, 1);
            Add("dilation", DilationY, DilationX, 1);
            if (Groups > 1)
            {
                parts.Add($"{Groups} groups");
            }

            return string.Join(", ", parts);

            void Add(string name, int y, int x, int usual)
            {
                if (y != usual || x != usual)
                {
                    parts.Add(y == x || Weight.Dimensions.Count == 3 ? $"{name} {x}" : $"{name} {y}×{x}");
                }
            }
        }
    }

    private static int Positions(int size, int kernel, int stride, int dilation) => ((size - (dilation * (kernel - 1)) - 1) / stride) + 1;
}
