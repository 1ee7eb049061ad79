using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Tests.Graph;

namespace Backprop.Compiler.Tests.Passes;

/// <summary>The graph that a declaration means, before any pass.</summary>
public sealed class LoweringTests
{
    [Fact]
    public void AClassifier() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×2]
        > %1 Dense1: weight() [2×3]
        > %2 Dense1: Dense(%0, %1) [rows×3]
        > %3 Dense1: bias() [3]
        > %4 Dense1: AddBias(%2, %3) [rows×3]
        > %5 Dense1: relu(%4) [rows×3]
        > %6 Dense2: weight() [3×4]
        > %7 Dense2: Dense(%5, %6) [rows×4]
        > %8 Dense2: bias() [4]
        > %9 Dense2: AddBias(%7, %8) [rows×4]  = output
        > %10 Prediction: Softmax(%9) [rows×4]  = prediction
        > %11 SoftmaxCrossEntropy: CrossEntropyOfProbabilities(%10) [rows×4]  = loss
        """,
        Graphs.Lowered(Specs.Input(2), Specs.Dense(3, Activation.ReLU), Specs.Dense(4), Specs.Layer("SoftmaxCrossEntropy")));

    [Fact]
    public void ALinearLayerWithoutBiasIsABareProduct() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×5]
        > %1 Dense1: weight() [5×1]
        > %2 Dense1: Dense(%0, %1) [rows×1]  = output  = prediction
        > %3 MeanSquaredError: MeanSquaredError(%2) [rows×1]  = loss
        """,
        Graphs.Lowered(Specs.Input(5), Specs.Dense(1, Activation.Linear, ("UseBias", false)), Specs.Layer("MeanSquaredError")));

    [Fact]
    public void ActivationsOfTheirOwnAndANameAndNoLoss() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×7]
        > %1 Activation1: gelu(%0) [rows×7]
        > %2 Last: weight() [7×2]
        > %3 Last: Dense(%1, %2) [rows×2]
        > %4 Last: bias() [2]
        > %5 Last: AddBias(%3, %4) [rows×2]
        > %6 Activation2: Softmax(%5) [rows×2]  = output  = prediction
        """,
        Graphs.Lowered(Specs.Input(7), Specs.Activate(Activation.GELU), Specs.Dense(2, Activation.Linear, ("Name", "last")), Specs.Activate(Activation.Softmax)));

    [Fact]
    public void PredictionsOfBinaryCrossEntropyAreSigmoids() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×1]  = output
        > %1 Prediction: σ(%0) [rows×1]  = prediction
        > %2 BinaryCrossEntropy: BinaryCrossEntropyOfProbabilities(%1) [rows×1]  = loss
        """,
        Graphs.Lowered(Specs.Input(1), Specs.Layer("BinaryCrossEntropy")));

    [Fact]
    public void ANormReadsTheMomentsOfItsRows() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×3×4]
        > %1 LayerNorm1: RowMoments(%0) [rows×3×2]
        > %2 LayerNorm1: weight() [4]
        > %3 LayerNorm1: bias() [4]
        > %4 LayerNorm1: RowNormalize(%0, %1, %2, %3) [rows×3×4]
        > %5 RmsNorm1: RowMoments(%4) [rows×3×1]
        > %6 RmsNorm1: weight() [4]
        > %7 RmsNorm1: RowNormalize(%4, %5, %6) [rows×3×4]
        > %8 GroupNorm1: GroupMoments(%7) [rows×2×4]
        > %9 GroupNorm1: GroupNormalize(%7, %8) [rows×3×4]  = output  = prediction
        """,
        Graphs.Lowered(Specs.Input(3, 4), Specs.Layer("LayerNorm"), Specs.Layer("RmsNorm"), Specs.Layer("GroupNorm", ("groups", 2), ("Affine", false))));

    [Fact]
    public void BatchNormHasAStateThatItsMomentsUpdate()
    {
        NetworkGraph graph = Graphs.Lowered(Specs.Input(3, 4), Specs.Layer("BatchNorm"));

        Graphs.AssertPrints(
            """
            > %0 Input: Input() [rows×3×4]
            > %1 BatchNorm1: State() [2×4]
            > %2 BatchNorm1: BatchMoments(%0) [2×4]
            > %3 BatchNorm1: RunningMoments(%1, %2) [2×4]
            > %4 BatchNorm1: weight() [4]
            > %5 BatchNorm1: bias() [4]
            > %6 BatchNorm1: BatchNormalize(%0, %2, %4, %5) [rows×3×4]  = output  = prediction
            """,
            graph);
        Assert.Equal([(graph.Nodes[3], graph.Nodes[1])], graph.StateUpdates.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void EveryLayerAndLossOfTheLibraryLowers()
    {
        string[] attributes =
        [
            .. typeof(NetworkAttribute).Assembly.GetExportedTypes()
                .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute))))
                .Select(type => type.Name.Split('`')[0][..^"Attribute".Length]),
        ];

        Assert.Contains("Dense", attributes);
        Assert.Contains("Huber", attributes);
        Assert.All(attributes, attribute =>
        {
            (int[] input, (string, object)[] arguments) = Usual(attribute);
            BlockSpec block = new("Block", "Block", new([Specs.Dense(4)]), BlockFault.None);
            NetworkGraph graph = Graphs.Lowered(Specs.Input(input), Specs.Layer(attribute, arguments) with { Block = block });

            Assert.True(graph.Nodes.Count > 1);
            Type type = typeof(NetworkAttribute).Assembly.GetExportedTypes().Single(type => type.Name.Split('`')[0] == $"{attribute}Attribute");
            Assert.Equal(type.IsSubclassOf(typeof(LossAttribute)), graph.Loss is not null);
            Assert.NotNull(graph.Output);
            Assert.NotNull(graph.Prediction);
        });
    }

    /// <summary>What an attribute needs: an input that it takes, and the arguments without default.</summary>
    private static (int[] Input, (string, object)[] Arguments) Usual(string attribute) => attribute switch
    {
        "Dense" => ([4], [("units", 3)]),
        "Activation" => ([4], [("kind", 1)]),
        "Add" or "Multiply" or "Concat" => ([4], [Specs.Names("input")]),
        "Reshape" => ([4], [("dimensions", new EquatableArray<int>([2, 2]))]),
        "Transpose" => ([2, 3], []),
        "Embedding" => ([4], [("vocabulary", 5), ("width", 2)]),
        "GlobalAveragePool" => ([3, 4], []),
        "MaxPool2D" or "AveragePool2D" => ([4, 5, 2], [("size", 2)]),
        "GroupNorm" => ([3, 4], [("groups", 2)]),
        "Pad" => ([3, 4, 2], [("amounts", new EquatableArray<int>([1]))]),
        "Conv1D" => ([5, 2], [("filters", 3), ("kernel", 2)]),
        "Conv2D" => ([5, 4, 2], [("filters", 3), ("kernel", 2)]),
        "DepthwiseConv2D" => ([5, 4, 2], [("kernel", 2)]),
        _ => ([4], []),
    };

    /// <summary>The activation that follows decides how weights start, also behind a norm; a layer in between that changes values does not let it.</summary>
    [Theory]
    [InlineData("HeNormal", "BatchNorm", "Activation")]
    [InlineData("HeNormal", "LayerNorm", "BatchNorm", "Activation")]
    [InlineData("XavierNormal", "BatchNorm", "Dropout", "Activation")]
    [InlineData("XavierNormal", "BatchNorm")]
    public void WeightsStartAsTheActivationBehindANormWantsThem(string initializer, params string[] layers)
    {
        NetworkGraph graph = Graphs.Lowered([Specs.Input(4), Specs.Dense(5), .. layers.Select(layer => Specs.Layer(layer, ("kind", (int)Activation.ReLU)))]);

        Assert.Equal(initializer, ((Backprop.Compiler.Operators.ParameterOperator)graph.Parameters[0].Operator).Start!.Initializer);
    }

    /// <summary>Padding is a step of its own, so that the convolution stays inside of what it is given.</summary>
    [Fact]
    public void AConvolutionPadsFirst() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×5×4×2]
        > %1 Conv2D1: Pad(%0) [rows×7×6×2]
        > %2 Conv2D1: weight() [3×3×2×6]
        > %3 Conv2D1: Convolution(%1, %2) [rows×5×4×6]
        > %4 Conv2D1: bias() [6]
        > %5 Conv2D1: AddBias(%3, %4) [rows×5×4×6]
        > %6 Conv2D1: relu(%5) [rows×5×4×6]  = output  = prediction
        """,
        Graphs.Lowered(Specs.Input(5, 4, 2), Specs.Layer("Conv2D", ("filters", 6), ("kernel", 3), ("activation", (int)Activation.ReLU), ("Padding", (int)Padding.Same))));

    /// <summary>A window of one place, and one as large as what comes in, are dense layers.</summary>
    [Fact]
    public void AConvolutionThatIsAProductBecomesOne() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×5×4×2]
        > %1 Conv2D1: weight() [1×1×2×6]
        > %2 Conv2D1: Reshape(%1) [2×6]
        > %3 Conv2D1: Dense(%0, %2) [rows×5×4×6]
        > %4 Conv2D1: bias() [6]
        > %5 Conv2D1: AddBias(%3, %4) [rows×5×4×6]
        > %6 Conv2D2: weight() [5×4×6×3]
        > %7 Conv2D2: Reshape(%5) [rows×120]
        > %8 Conv2D2: Reshape(%6) [120×3]
        > %9 Conv2D2: Dense(%7, %8) [rows×3]
        > %10 Conv2D2: Reshape(%9) [rows×1×1×3]  = output  = prediction
        """,
        Graphs.Lowered(
            Specs.Input(5, 4, 2), Specs.Layer("Conv2D", ("filters", 6), ("kernel", 1)),
            Specs.Layer("Conv2D", ("filters", 3), ("kernelHeight", 5), ("kernelWidth", 4), ("UseBias", false))));

    [Fact]
    public void ParametersAreInDeclarationOrderWeightsFirst()
    {
        NetworkGraph graph = Graphs.Lowered(Specs.Input(2), Specs.Dense(3), Specs.Dense(4, Activation.Tanh, ("UseBias", false)), Specs.Dense(5));

        Assert.Equal(
            ["Dense1 weight", "Dense1 bias", "Dense2 weight", "Dense3 weight", "Dense3 bias"],
            graph.Parameters.Select(parameter => $"{parameter.Layer} {parameter.Operator.Name}"));
    }
}
