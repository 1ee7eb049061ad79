using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;
using Backprop.Compiler.Passes;
using Backprop.Compiler.Tests.Graph;

namespace Backprop.Compiler.Tests.Passes;

/// <summary>What folds into one operator, and what must not.</summary>
public sealed class FusionTests
{
    [Fact]
    public void AWholeClassifier() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×2]
        > %1 Dense1: weight() [2×16]
        > %3 Dense1: bias() [16]
        > %5 Dense1: Dense+bias+relu(%0, %1, %3) [rows×16]
        > %6 Dense2: weight() [16×20]
        > %8 Dense2: bias() [20]
        > %9 Dense2: Dense+bias(%5, %6, %8) [rows×20]  = output
        > %10 Prediction: Softmax(%9) [rows×20]  = prediction
        > %11 SoftmaxCrossEntropy: SoftmaxCrossEntropy(%9) [rows×20]  = loss
        < %12 Dense2: BiasGradient(%11) [20]  = gradient of %8
        < %13 Dense2: DenseWeightGradient(%5, %11) [16×20]  = gradient of %6
        < %15 Dense2: DenseInputGradient+relu(%11, %6, %5) [rows×16]
        < %16 Dense1: BiasGradient(%15) [16]  = gradient of %3
        < %17 Dense1: DenseWeightGradient(%0, %15) [2×16]  = gradient of %1
        """,
        Graphs.Fused(inputGradient: false, Specs.Input(2), Specs.Dense(16, Activation.ReLU), Specs.Dense(20), Specs.Layer("SoftmaxCrossEntropy")));

    [Fact]
    public void SigmoidAndBinaryCrossEntropy()
    {
        NetworkGraph graph = Graphs.Lowered(Specs.Input(3), Specs.Dense(2), Specs.Layer("BinaryCrossEntropy"));
        Fusion.FuseLoss(graph);

        Assert.Equal("BinaryCrossEntropy", graph.Loss!.Operator.Name);
        Assert.Same(graph.Output, Assert.Single(graph.Loss.Inputs));
        Assert.Equal("σ", graph.Prediction!.Operator.Name);
        Assert.Same(graph.Output, Assert.Single(graph.Prediction.Inputs));
    }

    [Fact]
    public void ALossOnValuesStaysAsItIs()
    {
        NetworkGraph graph = Graphs.Lowered(Specs.Input(3), Specs.Dense(2, Activation.Sigmoid), Specs.Layer("MeanSquaredError"));
        string before = GraphPrinter.Print(graph);
        Fusion.FuseLoss(graph);

        Assert.Equal(before, GraphPrinter.Print(graph));
    }

    /// <summary>Forward folds what is a few instructions and leaves the sum unread by others: the derivative of an activation that is not monotonic
    /// (or, as softsign's, too coarse from the output) reads the sum, so that it must stay. Backward folds what is a few instructions.
    /// What calls the library would spill the product's sums out of their registers.</summary>
    [Theory]
    [InlineData(Activation.ReLU, true, true)]
    [InlineData(Activation.LeakyReLU, true, true)]
    [InlineData(Activation.ELU, false, true)]
    [InlineData(Activation.SELU, false, true)]
    [InlineData(Activation.GELU, false, false)]
    [InlineData(Activation.GELUTanh, false, false)]
    [InlineData(Activation.SiLU, false, false)]
    [InlineData(Activation.Mish, false, false)]
    [InlineData(Activation.Softplus, false, false)]
    [InlineData(Activation.Softsign, false, true)]
    [InlineData(Activation.HardSigmoid, true, true)]
    [InlineData(Activation.HardSwish, false, true)]
    [InlineData(Activation.Sigmoid, false, true)]
    [InlineData(Activation.Tanh, false, true)]
    public void FoldsIntoTheProducts(Activation activation, bool forward, bool backward)
    {
        string symbol = ElementwiseRegistry.Create(activation.ToString(), 0.01f).Symbol;
        NetworkGraph graph = Graphs.Fused(inputGradient: false, Specs.Input(20), Specs.Dense(30, activation), Specs.Dense(40), Specs.Layer("MeanSquaredError"));

        Assert.Equal(
            (forward ? $"Dense+bias+{symbol}" : $"Dense+bias {symbol}")
            + " Dense+bias MeanSquaredError <BiasGradient <DenseWeightGradient "
            + (backward ? $"<DenseInputGradient+{symbol}" : $"<DenseInputGradient <{symbol}Gradient")
            + " <BiasGradient <DenseWeightGradient",
            Graphs.Operators(graph));
    }

    [Fact]
    public void EveryActivationIsListedAbove()
    {
        IEnumerable<object?> listed = typeof(FusionTests).GetMethod(nameof(FoldsIntoTheProducts))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Select(row => ((InlineDataAttribute)row).Data[0]);

        Assert.Equal(Enum.GetValues<Activation>().Except([Activation.Linear, Activation.Softmax]), listed.Cast<Activation>().Order());
    }

    /// <summary>The sum is read by the activation and, through what was folded, by its derivative.</summary>
    [Fact]
    public void ASumThatTheDerivativeReadsStays()
    {
        NetworkGraph graph = Graphs.Fused(inputGradient: false, Specs.Input(20), Specs.Dense(30, Activation.HardSwish), Specs.Dense(40), Specs.Layer("MeanSquaredError"));
        Node sum = Assert.Single(graph.Nodes, node => node.Operator.Name == "Dense+bias" && node.Layer == "Dense1");

        Assert.Equal(["hardSwish", "DenseInputGradient+hardSwish"], graph.UsesOf(sum).Select(node => node.Operator.Name));
    }

    [Fact]
    public void ANegativeSlopeNeedsTheInput()
    {
        string Operators(float slope) => Graphs.Operators(Graphs.Fused(
            inputGradient: false, Specs.Input(20), Specs.Dense(30, Activation.LeakyReLU, ("Slope", slope)), Specs.Layer("MeanSquaredError")));

        Assert.StartsWith("Dense+bias+leakyRelu ", Operators(0.2f), StringComparison.Ordinal);
        Assert.StartsWith("Dense+bias leakyRelu ", Operators(-0.2f), StringComparison.Ordinal);
    }

    /// <summary>Fewer results than a lane has places: the product ends in horizontal sums, where lanes of an activation are of no use.</summary>
    [Fact]
    public void DotProductsTakeNoActivation()
    {
        NetworkGraph graph = Graphs.Fused(inputGradient: true, Specs.Input(20), Specs.Dense(3, Activation.ReLU), Specs.Dense(40), Specs.Layer("MeanSquaredError"));

        Assert.Equal(
            "Dense+bias relu Dense+bias MeanSquaredError <BiasGradient <DenseWeightGradient <DenseInputGradient <reluGradient <BiasGradient <DenseWeightGradient <DenseInputGradient",
            Graphs.Operators(graph));
    }

    [Fact]
    public void TheOutputStaysWhereTheActivationIsThePredictionsOwn()
    {
        // [Dense][BinaryCrossEntropy]: Forward returns the logits, so that the sigmoid must not swallow them.
        NetworkGraph graph = Graphs.Fused(inputGradient: false, Specs.Input(2), Specs.Dense(20), Specs.Layer("BinaryCrossEntropy"));

        Assert.Equal("Dense+bias", graph.Output!.Operator.Name);
        Assert.Equal("Dense+bias σ BinaryCrossEntropy <BiasGradient <DenseWeightGradient", Graphs.Operators(graph));
    }

    [Fact]
    public void AValueThatIsReadTwiceStays()
    {
        var graph = new NetworkGraph();
        Node x = graph.Input = graph.Add(new InputOperator(Shape.Rows(4)), "Input");
        Node weight = graph.Add(new ParameterOperator("weight", Shape.Fixed(4, 16), ParameterRole.Weight, null), "Dense1");
        Node sum = graph.Add(new DenseOperator(4, 16, Graphs.Lane), "Dense1", x, weight);
        Node relu = graph.Add(new ElementwiseOperator(new ReLU()), "A", sum);
        Node tanh = graph.Add(new ElementwiseOperator(new Tanh()), "B", sum);
        graph.Output = graph.Prediction = graph.Add(new AddOperator(), "C", relu, tanh);
        string before = GraphPrinter.Print(graph);

        Fusion.Run(graph);

        Assert.Equal(before, GraphPrinter.Print(graph));
    }

    [Fact]
    public void AValueThatTheCallerReadsStays()
    {
        var graph = new NetworkGraph();
        Node x = graph.Input = graph.Add(new InputOperator(Shape.Rows(4)), "Input");
        Node weight = graph.Add(new ParameterOperator("weight", Shape.Fixed(4, 16), ParameterRole.Weight, null), "Dense1");
        graph.Output = graph.Add(new DenseOperator(4, 16, Graphs.Lane), "Dense1", x, weight);
        graph.Prediction = graph.Add(new ElementwiseOperator(new ReLU()), "A", graph.Output);
        Fusion.Run(graph);
        Assert.Equal("Dense relu", Graphs.Operators(graph));

        graph.Output = graph.Prediction;
        Fusion.Run(graph);
        Assert.Equal("Dense+relu", Graphs.Operators(graph));
    }

    [Theory]
    [InlineData("LayerNorm", "RowMoments RowNormalize+relu")]
    [InlineData("RmsNorm", "RowMoments RowNormalize+relu")]
    [InlineData("GroupNorm", "GroupMoments GroupNormalize+relu")]
    [InlineData("BatchNorm", "BatchMoments RunningMoments BatchNormalize+relu")]
    public void NormsTakeAnActivation(string norm, string operators)
    {
        NetworkGraph graph = Graphs.Fused(
            inputGradient: true, Specs.Input(4), Specs.Layer(norm, ("groups", 2)), Specs.Activate(Activation.ReLU), Specs.Layer("MeanSquaredError"));

        Assert.StartsWith(operators + " MeanSquaredError <reluGradient ", Graphs.Operators(graph), StringComparison.Ordinal);
    }

    [Fact]
    public void OneActivationIsTheMost()
    {
        NetworkGraph graph = Graphs.Fused(
            inputGradient: false, Specs.Input(4), Specs.Dense(16, Activation.ReLU), Specs.Activate(Activation.HardSigmoid), Specs.Layer("MeanSquaredError"));

        Assert.StartsWith("Dense+bias+relu hardSigmoid MeanSquaredError ", Graphs.Operators(graph), StringComparison.Ordinal);
    }
}
