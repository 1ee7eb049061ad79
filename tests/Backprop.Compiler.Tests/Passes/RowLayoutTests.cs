using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Tests.Graph;

namespace Backprop.Compiler.Tests.Passes;

/// <summary>Where the rows of a batch lie in lanes, and where they are converted.</summary>
public sealed class RowLayoutTests
{
    /// <summary>From the inputs to the pool the rows are in lanes, and on the way back from where the dense layer's δ arrives. A few rows are predicted row by row.</summary>
    [Fact]
    public void ASmallImageClassifier() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×12×12×1]
        > %1 Conv2D1: weight() [3×3×1×4]
        > %3 Conv2D1: bias() [4]
        > %23 Input: PackRows(%0) [rows×12×12×1] in lanes
        > %5 Conv2D1: Convolution+bias+relu(%23, %1, %3) [rows×10×10×4] in lanes
        > %6 MaxPool2D1: MaxPool(%5) [rows×5×5×4] in lanes
        > %7 Flatten1: Reshape(%6) [rows×100] in lanes
        > %8 Dense1: weight() [100×20]
        > %24 Flatten1: UnpackRows(%7) [rows×100]
        > %9 Dense1: Dense(%24, %8) [rows×20]  = output  = prediction
        > %10 MeanSquaredError: MeanSquaredError(%9) [rows×20]  = loss
        < %11 Dense1: DenseWeightGradient(%24, %10) [100×20]  = gradient of %8
        < %12 Dense1: DenseInputGradient(%10, %8) [rows×100]
        < %25 Dense1: PackRows(%12) [rows×100] in lanes
        < %13 Flatten1: Reshape(%25) [rows×5×5×4] in lanes
        < %15 MaxPool2D1: MaxPoolGradient+relu(%13, %5, %6) [rows×10×10×4] in lanes
        < %16 Conv2D1: BiasGradient(%15) [4]  = gradient of %3
        < %17 Conv2D1: ConvolutionWeightGradient(%23, %15) [3×3×1×4]  = gradient of %1
        > %19 Conv2D1: Convolution+bias+relu(%0, %1, %3) [rows×10×10×4]
        > %20 MaxPool2D1: MaxPool(%19) [rows×5×5×4]
        > %21 Flatten1: Reshape(%20) [rows×100]
        > %22 Dense1: Dense(%21, %8) [rows×20]  = prediction of few rows
        """,
        Graphs.Compiled(Layers(4)));

    /// <summary>Filters that fill a lane stay in it.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(8, true)]
    [InlineData(16, false)]
    [InlineData(32, false)]
    public void FewFiltersAlone(int filters, bool expected)
    {
        NetworkGraph graph = Graphs.Compiled(Layers(filters));

        Assert.Equal(expected, graph.Nodes.Any(node => node.InLanes));
        Assert.Equal(expected, graph.FewRowsPrediction is not null);
    }

    /// <summary>What leaves the network does so row by row, and what conversions see is not in lanes already.</summary>
    [Fact]
    public void ConversionsStandWhereTheLayoutChanges()
    {
        int converted = 0;
        foreach (NetworkGraph graph in Enumerable.Range(0, 200).Select(seed => NetworkCompiler.Compile(Specs.Random(seed))))
        {
            Assert.All(new[] { graph.Input, graph.Output, graph.InferenceOutput, graph.Prediction, graph.FewRowsPrediction, graph.Loss, graph.InputGradient }.OfType<Node>(), root => Assert.False(root.InLanes));
            foreach (Node node in graph.Nodes.Where(node => node.Inputs.Count > 0))
            {
                bool[] inputs = [.. node.Inputs.Where(input => input.Shape.Batched).Select(input => input.InLanes).Distinct()];
                bool isConversion = node.Operator.Name is "PackRows" or "UnpackRows";
                converted += isConversion ? 1 : 0;
                Assert.True(inputs.Length <= 1, GraphPrinter.Print(node));
                Assert.True(!node.Shape.Batched || inputs.Length == 0 || (inputs[0] == node.InLanes) != isConversion, GraphPrinter.Print(node));
                Assert.True(!node.InLanes || node.Place is not { IsRepeated: true }, GraphPrinter.Print(node));
            }
        }

        Assert.InRange(converted, 50, int.MaxValue);
    }

    private static LayerSpec[] Layers(int filters) =>
    [
        Specs.Input(12, 12, 1), Specs.Layer("Conv2D", ("filters", filters), ("kernel", 3), ("activation", (int)Activation.ReLU)), Specs.Layer("MaxPool2D", ("size", 2)), Specs.Layer("Flatten"),
        Specs.Dense(20, Activation.Linear, ("UseBias", false)), Specs.Layer("MeanSquaredError"),
    ];
}
