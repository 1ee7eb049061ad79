using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Layers.Rules;

public sealed class NetworkRulesTests
{
    public static TheoryData<Activation> Elementwise => [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)];

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void EveryActivationFitsEveryElementwiseLoss(Activation activation)
    {
        foreach (string loss in new[] { "MeanSquaredError", "MeanAbsoluteError", "Huber(0.5f)", "SoftmaxCrossEntropy" })
        {
            Assert.Empty(Ids($"Input(2), Dense(16, Activation.{activation}), Activation(Activation.{activation}), Dense(3, Activation.{activation}), {loss}"));
        }
    }

    [Theory]
    [InlineData("Input(2), Dense(3, Activation.Softmax)")]
    [InlineData("Input(2), Dense(3), Activation(Activation.Softmax)")]
    [InlineData("Input(2), Activation(Activation.Softmax), MeanSquaredError")]
    [InlineData("Input(2), Dense(1, Activation.Sigmoid), MeanSquaredError")]
    [InlineData("Input(2), Dense(1), BinaryCrossEntropy")]
    [InlineData("Input(16777216), Dense(127)")]
    [InlineData("Input(1), Dense(16777216)")]
    [InlineData("Input(2), Dense(3, Initializer = Initializer.Constant, InitializerValue = -1)")]
    [InlineData("Input(2), Dense(3), SoftmaxCrossEntropy(LabelSmoothing = 0.999f)")]
    [InlineData("Input(2), Dense(3), Huber(1e-38f)")]
    [InlineData("Input(1, 1, 1), Pad(2047, 2048, 2047, 2048)")]
    [InlineData("Input(1, 1), Pad(0, 16777215, Value = float.NegativeInfinity)")]
    [InlineData("Input(5), Transpose(0)")]
    [InlineData("Input(1, 1, 1), Conv2D(1, 1)")]
    [InlineData("Input(5, 4, 6), Conv2D(9, 5, 4, Groups = 3), Conv2D(16777216, 1, 1)")]
    [InlineData("Input(2, 2, 1), Conv2D(3, 3, Pads = new[] { 1, 0 , 0, 1 })")]
    [InlineData("Input(2, 2, 1), Conv2D(3, 7, Padding = Padding.Same, Dilation = 100)")]
    [InlineData("Input(4, 4, 1), Conv2D(3, 2, Stride = 16777216, Dilation = 3)")]
    [InlineData("Input(16777216, 1), Conv1D(1, 16777216, Initializer = Initializer.HeUniform)")]
    [InlineData("Input(4, 4, 3), DepthwiseConv2D(2, Multiplier = 621378)")]
    [InlineData("Input(4, 4, 2), Conv2D(3, 4, Activation.Softmax)")]
    [InlineData("Input(1, 1, 1, 1, 1, 1, 1, 16777216), Transpose(7, 6, 5, 4, 3, 2, 1, 0), Transpose")]
    [InlineData("Input(2), LayerNorm(Epsilon = float.Epsilon), RmsNorm(Epsilon = float.MaxValue, Affine = false), GroupNorm(1), GroupNorm(2)")]
    [InlineData("Input(4, 4, 6), GroupNorm(3), Flatten, GroupNorm(96), LayerNorm, Dense(3), SoftmaxCrossEntropy")]
    [InlineData("Input(3), Embedding(16777216, 127), GlobalAveragePool, Dense(3, From = \"input\"), Concat(\"globalAveragePool1\")")]
    [InlineData("Input(1), Embedding(1, 1), Embedding(5, 1, From = \"input\", InitializerValue = 0), Add(\"embedding1\"), GlobalAveragePool")]
    [InlineData("Input(2, 3, 4, 5), GlobalAveragePool, Dense(3)")]
    [InlineData("Input(2, 2, 3), BatchNorm(Momentum = 0), BatchNorm(Momentum = 1, Affine = false, Epsilon = 1e-30f)")]
    [InlineData("Input(5, 7, 3), MaxPool2D(2), AveragePool2D(1, 3), GlobalAveragePool, Dense(2)")]
    [InlineData("Input(5, 7, 3), MaxPool2D(5, 7, StrideWidth = 16777216), AveragePool2D(3, Pads = new[] { 9, 8, 7, 6 }), MaxPool2D(3, Stride = 5, Padding = Padding.Same)")]
    public void AcceptsTheBoundsAndBeyondTheUsual(string attributes)
    {
        Assert.Empty(Ids(attributes));
    }

    [Theory]
    [InlineData("Input(0), Dense(-5), Dense(1, Activation.Softmax), BinaryCrossEntropy", "BPC023 BPC023 BPC031 BPC026")]
    [InlineData("Input(0), Activation(Activation.Softmax), SoftmaxCrossEntropy(LabelSmoothing = -1)", "BPC023 BPC026 BPC031")]
    [InlineData("Input(0), Dense(int.MaxValue), Dense(16777216), SoftmaxCrossEntropy", "BPC023 BPC023")]
    [InlineData("SoftmaxCrossEntropy, Dense(3), Input(2)", "BPC024 BPC022")]
    [InlineData("Input(784), Pad(-1, Value = float.NaN), Transpose(0, 0)", "BPC031 BPC031 BPC038")]
    [InlineData("Input(3, 3, 1), Pad(16777216, 16777216), Transpose(5), Pad(1)", "BPC031")]
    [InlineData("Input(6), GroupNorm(4, Epsilon = 0), GroupNorm(0), RmsNorm(Epsilon = float.NaN)", "BPC031 BPC031 BPC023 BPC031")]
    [InlineData("Input(0), GroupNorm(4), LayerNorm, Dense(3)", "BPC023")]
    [InlineData("Input(6), Embedding(0, -1, Initializer = (Initializer)77), GlobalAveragePool, GlobalAveragePool", "BPC023 BPC023 BPC031")]
    [InlineData("Input(6, 2), Embedding(0, 3), Embedding(3, 3), Embedding(3, 3, From = \"nowhere\")", "BPC023 BPC039 BPC039 BPC034")]
    [InlineData("Embedding(3, 3), Dense(2)", "BPC020")]
    [InlineData("Input(6), BatchNorm(Momentum = 2, Epsilon = -1), BatchNorm(Momentum = float.NaN)", "BPC031 BPC031 BPC031")]
    [InlineData("Input(9, 9), MaxPool2D(0), AveragePool2D(2, -1, Stride = 0), GlobalAveragePool", "BPC023 BPC038 BPC023 BPC023")]
    [InlineData("Input(4, 4, 1), MaxPool2D(5), AveragePool2D(2, Padding = (Padding)2, Pads = new[] { -1 })", "BPC031 BPC031 BPC031 BPC031")]
    [InlineData("MeanSquaredError", "BPC020 BPC033")]
    [InlineData("Input(784), Conv2D(0, -1, Stride = 0, Dilation = 0, Slope = float.NaN)", "BPC023 BPC023 BPC023 BPC023 BPC031 BPC038")]
    [InlineData("Input(5, 5, 2), Conv2D(3, 6), Conv2D(3, 9), DepthwiseConv2D(0)", "BPC031 BPC023")]
    [InlineData("Input(5, 5, 2), Conv2D(4, 3, Groups = 4, Padding = (Padding)2), Conv1D(0, 2)", "BPC031 BPC031 BPC023")]
    [InlineData("Input(5, 2), Conv1D(16777216, 1), Conv1D(2, 1)", "BPC031")]
    [InlineData("Input(1024, 1024, 1), Conv2D(3000, 1023, 1023), Flatten, Dense(5)", "BPC030")]
    [InlineData("Input(1), Input(2), Input(0), Dense(1)", "BPC021 BPC021 BPC023")]
    [InlineData("Input(2), Dense(3, Name = \"a b\"), Dense(3, Name = \"a b\")", "BPC028 BPC028")]
    [InlineData("Input(2), Dense(3, Name = \"x\"), Dense(3, Name = \"X\"), Dense(3, Name = \"x\")", "BPC027 BPC027")]
    public void ReportsEachMistakeOnce(string attributes, string expected)
    {
        Assert.Equal(expected.Split(' '), Ids(attributes));
    }

    [Fact]
    public void CountsParametersWithoutOverflow()
    {
        LayerSpec wide = new("Dense", new([new LayerArgument("units", 1 << 24)]));
        LayerSpec input = new("Input", new([new LayerArgument("dimensions", new EquatableArray<int>([1 << 24]))]));
        NetworkSpec spec = Parsing.Spec("Input(2), Dense(3)") with { Layers = new([input, .. Enumerable.Repeat(wide, 40_000)]) };

        Problem problem = Assert.Single(NetworkRules.Check(spec));

        Assert.Equal(("BPC030", 1), (problem.Id, problem.Layer));
        Assert.Equal("9,223,372,036,854,775,807", problem.Arguments[1]);
    }

    private static string[] Ids(string attributes) => [.. NetworkRules.Check(Parsing.Spec(attributes)).Select(problem => problem.Id)];
}
