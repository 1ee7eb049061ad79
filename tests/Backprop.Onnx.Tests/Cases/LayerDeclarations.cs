namespace Backprop.Onnx.Tests.Cases;

/// <summary>Networks of a few layers each: every layer with odd sizes and all that it can be told, in all orders of axes that it can meet.</summary>
internal static class LayerDeclarations
{
    /// <summary>Every activation, as a layer of its own, in a convolution and in a dense layer.</summary>
    public static IReadOnlyList<string> Activations { get; } =
    [
        .. Enum.GetValues<Activation>().Where(kind => kind != Activation.Softmax)
            .Select(kind => $"[Input(5, 4, 3)] [Activation(Activation.{kind})] [Conv2D(7, 2, Activation.{kind})] [Dense(5, Activation.{kind})] [Flatten]"),
        "[Input(21)] [Activation(Activation.LeakyReLU, Slope = -0.5f)]",
        "[Input(6)] [Dense(5, Activation.LeakyReLU, Slope = 0.3f)]",
        "[Input(6, 5)] [Conv1D(5, 3, Activation.LeakyReLU, Slope = 0)]",
        "[Input(9)] [Activation(Activation.Softmax)]",
        "[Input(9)] [Dense(4, Activation.Softmax)]",
        "[Input(3, 5)] [Activation(Activation.Softmax)]",
        "[Input(4, 5, 3)] [Conv2D(6, 2, Activation.Softmax)]",
    ];

    /// <summary>Each loss, for what Predict does at the end.</summary>
    public static IReadOnlyList<string> Losses { get; } =
    [
        "[Input(5)] [Dense(4)] [MeanSquaredError]",
        "[Input(5)] [Dense(4)] [MeanAbsoluteError]",
        "[Input(5)] [Dense(4)] [Huber(0.5f)]",
        "[Input(5)] [Dense(4)] [BinaryCrossEntropy]",
        "[Input(4, 5, 2)] [Conv2D(3, 2)] [BinaryCrossEntropy]",
        "[Input(5)] [Dense(4)] [SoftmaxCrossEntropy(LabelSmoothing = 0.1f)]",
        "[Input(5, 3, 2)] [Conv2D(4, 2)] [GlobalAveragePool] [SoftmaxCrossEntropy]",
    ];

    /// <summary>Dense layers, on rows and on the last axis of images and sequences.</summary>
    public static IReadOnlyList<string> Dense { get; } =
    [
        "[Input(1)] [Dense(1)]",
        "[Input(13)] [Dense(17, UseBias = false)] [Dense(1)]",
        "[Input(6, 5)] [Dense(7, Activation.Tanh)] [Dense(3, UseBias = false)]",
        "[Input(3, 4, 5)] [Dense(7)] [Dense(2, Activation.GELU)]",
        "[Input(2, 3, 2, 5)] [Dense(4, Activation.SiLU)]",
        "[Input(5, 6, 3)] [Conv2D(4, 2)] [Dense(5)] [Conv2D(2, 2)]",
    ];

    /// <summary>Convolutions, besides those of the cases of the gradient tests: padding as wide as the window, and wider.</summary>
    public static IReadOnlyList<string> Convolutions { get; } =
    [
        "[Input(5, 7, 3)] [Conv2D(4, 3, 2, Pads = new[] { 4 })]",
        "[Input(5, 7, 3)] [Conv2D(4, 3, Stride = 3, StrideWidth = 2, Dilation = 2, DilationHeight = 1, Padding = Padding.Same)]",
        "[Input(5, 7, 4)] [Conv2D(6, 3, Groups = 2, Pads = new[] { 2, 1 }, UseBias = false)] [Conv2D(3, 1)]",
        "[Input(19, 4)] [Conv1D(6, 5, Groups = 2, Stride = 2, Dilation = 3, Pads = new[] { 4, 1 })]",
        "[Input(11, 3)] [Conv1D(5, 4, Stride = 3, Padding = Padding.Same)] [Conv1D(2, 2, Pads = new[] { 2 })]",
        "[Input(7, 5, 3)] [DepthwiseConv2D(3, 2, Multiplier = 3, Stride = 2, Pads = new[] { 1, 2, 0, 3 })]",
        "[Input(7, 5, 3)] [DepthwiseConv2D(3, Padding = Padding.Same, Dilation = 2)] [Conv2D(5, 1, Activation.ReLU)]",
    ];

    /// <summary>Pools.</summary>
    public static IReadOnlyList<string> Pools { get; } =
    [
        .. new[] { "MaxPool2D", "AveragePool2D" }.SelectMany(pool => new[]
        {
            $"[Input(7, 9, 3)] [{pool}(2)]",
            $"[Input(7, 9, 3)] [{pool}(3, 2, Stride = 1)]",
            $"[Input(8, 9, 2)] [{pool}(3, StrideHeight = 2, StrideWidth = 4)]",
            $"[Input(8, 9, 2)] [{pool}(3, Padding = Padding.Same)]",
            $"[Input(7, 5, 4)] [{pool}(2, 3, Stride = 2, Padding = Padding.Same)] [Dense(3)]",
            $"[Input(7, 5, 1)] [{pool}(4, Stride = 3, Padding = Padding.Same)]",
            $"[Input(5, 6, 2)] [{pool}(3, 2, Pads = new[] {{ 1 }})]",
            $"[Input(5, 6, 2)] [{pool}(2, 3, Stride = 2, Pads = new[] {{ 1, 2 }})]",
            $"[Input(5, 6, 2)] [{pool}(3, Stride = 1, Pads = new[] {{ 2, 0, 1, 2 }})]",
            $"[Input(3, 4, 5)] [Conv2D(4, 2)] [{pool}(2, 3)]",
        }),
        "[Input(5, 6, 2)] [AveragePool2D(2, Pads = new[] { 2, 0, 3, 1 })]",
        "[Input(4, 3, 2)] [AveragePool2D(1, Stride = 2, Pads = new[] { 1 })]",

        // A Pad before a pool or a convolution, which runtimes like to fold into it.
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(2)] [AveragePool2D(2)]",
        "[Input(5, 6, 2)] [Pad(2)] [AveragePool2D(2)]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(2)] [AveragePool2D(2, Pads = new[] { 1 })]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(1)] [Pad(1)] [AveragePool2D(2)]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(2)] [MaxPool2D(2)]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(2, Value = float.NegativeInfinity)] [MaxPool2D(4)]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(1)] [MaxPool2D(3)]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(1)] [MaxPool2D(3, Pads = new[] { 1 })]",
        "[Input(5, 6, 2)] [Pad(1)] [MaxPool2D(3)]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Transpose(1, 0, 2)] [Pad(1)] [Transpose(1, 0, 2)] [MaxPool2D(2)]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(1)] [Dropout(0.5f)] [MaxPool2D(2)]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(1, Name = \"padded\")] [MaxPool2D(2)] [AveragePool2D(2, From = \"padded\")] [Concat(\"maxPool2D1\")]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(3)] [Conv2D(3, 2)]",
        "[Input(5, 6, 2)] [Conv2D(3, 2)] [Pad(1)] [Conv2D(3, 2, Pads = new[] { 0, 1, 2, 3 })]",
        "[Input(4, 3, 5)] [GlobalAveragePool]",
        "[Input(7, 3)] [GlobalAveragePool] [Dense(2)]",
        "[Input(2, 3, 4, 5)] [GlobalAveragePool]",
        "[Input(7, 5, 2)] [Conv2D(3, 2)] [GlobalAveragePool]",
        "[Input(7, 5)] [Conv1D(3, 2)] [GlobalAveragePool]",
    ];

    /// <summary>Normalisations, with their numbers and without, channels last and first.</summary>
    public static IReadOnlyList<string> Norms { get; } =
    [
        .. new[] { "BatchNorm", "LayerNorm", "RmsNorm", "GroupNorm(3)", "GroupNorm(1)", "GroupNorm(2)" }.SelectMany(norm => new[]
        {
            $"[Input(6)] [{norm}] [Dense(6)] [{With(norm, "Affine = false, Epsilon = 0.01f")}]",
            $"[Input(5, 6)] [{norm}]",
            $"[Input(2, 3, 4, 6)] [{norm}] [Activation(Activation.Tanh)]",
            $"[Input(5, 4, 2)] [Conv2D(6, 2, UseBias = false)] [{norm}] [Activation(Activation.ReLU)]",
            $"[Input(5, 4, 2)] [Conv2D(6, 2)] [{With(norm, "Affine = false")}] [MaxPool2D(2)]",
        }),
        "[Input(5, 4, 6)] [GroupNorm(6)]",
        "[Input(7, 3)] [Conv1D(6, 2)] [BatchNorm] [GlobalAveragePool]",
        "[Input(6)] [Dense(6, UseBias = false)] [BatchNorm(Momentum = 0.5f, Epsilon = 0.001f)] [Activation(Activation.ReLU)] [Dense(3)]",
    ];

    /// <summary>Layers that only move numbers, or do nothing in inference.</summary>
    public static IReadOnlyList<string> Moves { get; } =
    [
        "[Input(5, 3, 2)] [Flatten]",
        "[Input(5)] [Flatten]",
        "[Input(5, 3, 2)] [Conv2D(4, 2)] [Flatten] [Dense(3)]",
        "[Input(6, 4)] [Reshape(3, 8)]",
        "[Input(24)] [Reshape(2, 3, 4)] [Conv2D(3, 2)] [Reshape(6)]",
        "[Input(5, 3, 2)] [Transpose]",
        "[Input(5, 3, 2)] [Transpose(2, 0, 1)] [Dense(4)]",
        "[Input(4, 3, 5)] [Conv2D(2, 2)] [Transpose(1, 2, 0)]",
        "[Input(2, 3, 4, 5)] [Transpose(3, 1, 0, 2)] [Transpose]",
        "[Input(7)] [Transpose(0)]",
        "[Input(3, 4, 2)] [Pad(1)]",
        "[Input(3, 4, 2)] [Pad(2, 0, 1, 3, Value = -1.5f)]",
        "[Input(3, 4, 2)] [Conv2D(3, 2)] [Pad(1, 2, Value = 0.25f)] [AveragePool2D(2)]",
        "[Input(3, 4, 2)] [Pad(1, Value = float.NegativeInfinity)] [MaxPool2D(3)]",
        "[Input(6, 3)] [Pad(2, 1)] [Conv1D(2, 3)]",
        "[Input(6, 3)] [Pad(0)]",
        "[Input(9)] [Dropout(0.5f)]",
        "[Input(9)] [GaussianNoise(0.2f)] [Dense(4)] [Dropout(0.25f)]",
        "[Input(4, 4, 3)] [Dropout(0.5f)] [Conv2D(3, 2)] [GaussianNoise(1)] [MaxPool2D(2)]",
        "[Input(1, 1, 3)] [Conv2D(4, 1)] [Flatten]",
    ];

    /// <summary>Indices.</summary>
    public static IReadOnlyList<string> Embeddings { get; } =
    [
        "[Input(6)] [Embedding(13, 5)]",
        "[Input(1)] [Embedding(2, 1)] [Flatten] [Dense(3)]",
        "[Input(6)] [Embedding(13, 8)] [RmsNorm] [Dense(8, Activation.SiLU)] [GlobalAveragePool] [Dense(3)] [SoftmaxCrossEntropy]",
        "[Input(8)] [Embedding(30, 4)] [Conv1D(6, 3, Activation.ReLU, Padding = Padding.Same)] [LayerNorm] [Flatten] [Dense(2)] [BinaryCrossEntropy]",
        "[Input(6)] [Embedding(7, 3, Name = \"words\")] [Embedding(9, 4, From = \"input\")] [Concat(\"words\")] [Dense(2)]",
        "[Input(6)] [Embedding(7, 3)] [Flatten] [Dense(6)] [Add(\"input\")] [Dense(2, From = \"input\")] [Concat(\"add1\")]",
    ];

    /// <summary>Branches.</summary>
    public static IReadOnlyList<string> Branches { get; } =
    [
        "[Input(5)] [Dense(9, Activation.Tanh, Name = \"stem\")] [Dense(9)] [Add(\"stem\")] [Dense(9, Activation.Tanh)] [Add(\"add1\", \"stem\")] [Dense(2)]",
        "[Input(8)] [Dense(8, Activation.GELU)] [Add(\"dense1\")] [Multiply(\"input\")] [Add(\"input\", \"input\")] [Dense(3)] [SoftmaxCrossEntropy]",
        "[Input(4)] [Dense(17, Activation.Tanh)] [Dense(17, Activation.Sigmoid, From = \"input\")] [Multiply(\"dense1\")] [Concat(\"input\", \"dense1\")] [Dense(1)]",
        "[Input(5, 4, 3)] [Conv2D(3, 3, Padding = Padding.Same)] [Add(\"input\")] [Multiply(\"conv2D1\", \"input\")] [Concat(\"input\", \"conv2D1\")] [Conv2D(2, 2)]",
        "[Input(5, 4, 3)] [Conv2D(6, 1, Name = \"a\")] [Dense(6, From = \"input\", Name = \"b\")] [Add(\"a\")] [LayerNorm] [Concat(\"a\", \"b\")] [GlobalAveragePool]",
        "[Input(6, 3)] [Conv1D(3, 3, Padding = Padding.Same)] [Concat(\"input\")] [Conv1D(6, 1)] [Multiply(\"concat1\")] [Flatten] [Concat(\"flatten1\")]",
        "[Input(7, 7, 2)] [Conv2D(4, 3, Name = \"a\")] [MaxPool2D(3, Stride = 1, Padding = Padding.Same)] [Concat(\"a\")] [BatchNorm] [AveragePool2D(5)] [Flatten] [Dense(3)]",
        "[Input(3)] [Dropout(0.5f, Name = \"output\")] [Dense(2, Name = \"result\")] [Concat(\"output\")]",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Activations, .. Losses, .. Dense, .. Convolutions, .. Pools, .. Norms, .. Moves, .. Embeddings, .. Branches];

    /// <summary>In double precision, of what ONNX Runtime has kernels for.</summary>
    public static IReadOnlyList<string> InDouble { get; } =
    [
        "[Input(9)] [Dense(11, Activation.Tanh)] [Dense(6, Activation.Sigmoid)] [BatchNorm] [Dense(4, Activation.ReLU)] [Dense(3)] [SoftmaxCrossEntropy]",
        "[Input(5, 6)] [LayerNorm] [Dense(4)] [RmsNorm] [Transpose] [Flatten] [Dense(2)] [BinaryCrossEntropy]",
        "[Input(6)] [Embedding(7, 4)] [BatchNorm] [Dense(4)] [Add(\"embedding1\")] [GlobalAveragePool]",
    ];

    private static string With(string norm, string arguments) => norm.EndsWith(')') ? $"{norm[..^1]}, {arguments})" : $"{norm}({arguments})";
}
