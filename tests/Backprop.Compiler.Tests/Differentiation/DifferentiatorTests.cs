using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;
using Backprop.Compiler.Passes;
using Backprop.Compiler.Tests.Graph;

namespace Backprop.Compiler.Tests.Differentiation;

public sealed class DifferentiatorTests
{
    [Fact]
    public void AClassifier()
    {
        NetworkGraph graph = Graphs.Differentiated(inputGradient: true, Specs.Input(2), Specs.Dense(3, Activation.Tanh), Specs.Dense(4), Specs.Layer("SoftmaxCrossEntropy"));

        Graphs.AssertPrints(
            """
            > %0 Input: Input() [rows×2]
            > %1 Dense1: weight() [2×3]
            > %2 Dense1: Dense(%0, %1) [rows×3]
            > %3 Dense1: bias() [3]
            > %4 Dense1: AddBias(%2, %3) [rows×3]
            > %5 Dense1: tanh(%4) [rows×3]
            > %6 Dense2: weight() [3×4]
            > %7 Dense2: Dense(%5, %6) [rows×4]
            > %8 Dense2: bias() [4]
            > %9 Dense2: AddBias(%7, %8) [rows×4]  = output
            > %10 Prediction: Softmax(%9) [rows×4]  = prediction
            > %11 SoftmaxCrossEntropy: SoftmaxCrossEntropy(%9) [rows×4]  = loss
            < %12 Dense2: BiasGradient(%11) [4]  = gradient of %8
            < %13 Dense2: DenseWeightGradient(%5, %11) [3×4]  = gradient of %6
            < %14 Dense2: DenseInputGradient(%11, %6) [rows×3]
            < %15 Dense1: tanhGradient(%14, %5) [rows×3]
            < %16 Dense1: BiasGradient(%15) [3]  = gradient of %3
            < %17 Dense1: DenseWeightGradient(%0, %15) [2×3]  = gradient of %1
            < %18 Dense1: DenseInputGradient(%15, %1) [rows×2]  = gradient of the input
            """,
            graph);
        GraphVerifier.Verify(graph);
    }

    [Fact]
    public void WithoutALossTheCallerGivesTheGradient()
    {
        NetworkGraph graph = Graphs.Differentiated(inputGradient: false, Specs.Input(2), Specs.Dense(3, Activation.Mish, ("UseBias", false)));

        Assert.Equal("< %4 Dense1: OutputGradient() [rows×3]", GraphPrinter.Print(graph.OutputGradient!));
        Assert.Equal("< %5 Dense1: mishGradient(%4, %2) [rows×3]", GraphPrinter.Print(graph.Nodes[5])); // mish reads its input, %2
        Assert.Equal("< %6 Dense1: DenseWeightGradient(%0, %5) [2×3]", GraphPrinter.Print(graph.ParameterGradients.Values.Single()));
    }

    [Fact]
    public void NothingThatNoParameterDependsOnIsDifferentiated()
    {
        NetworkGraph graph = Graphs.Differentiated(inputGradient: false, Specs.Input(3), Specs.Activate(Activation.Tanh), Specs.Dense(2), Specs.Layer("MeanSquaredError"));

        Assert.DoesNotContain(graph.Nodes, node => node.Operator.Name == "tanhGradient");
        Assert.Equal(2, graph.ParameterGradients.Count);
    }

    [Fact]
    public void EveryGradientKnowsItsValue()
    {
        NetworkGraph graph = Graphs.Differentiated(inputGradient: true, Specs.Input(2), Specs.Dense(3, Activation.GELU), Specs.Dense(1), Specs.Layer("BinaryCrossEntropy"));

        Assert.All(graph.Nodes.Where(node => node.IsBackward), node =>
        {
            Assert.NotNull(node.GradientOf);
            Assert.Equal(node.GradientOf.Shape, node.Shape);
            Assert.False(node.GradientOf.IsBackward);
        });
        Assert.Same(graph.Input, graph.InputGradient!.GradientOf);
    }

    [Fact]
    public void AnOutputThatDependsOnNothingIsABug()
    {
        var graph = new NetworkGraph();
        Node x = graph.Input = graph.Add(new InputOperator(Shape.Rows(2)), "Input");
        graph.Parameters.Add(graph.Add(new ParameterOperator("weight", Shape.Fixed(2, 2), ParameterRole.Weight, null), "Unused"));
        graph.Output = graph.Prediction = graph.Add(new ElementwiseOperator(new Tanh()), "A", x);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Differentiator.Differentiate(graph, inputGradient: false));

        Assert.Contains("No gradient reaches > %1 Unused: weight() [2×2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOperatorWithoutDerivativeSaysSo()
    {
        var graph = new NetworkGraph();
        Node weight = graph.Add(new ParameterOperator("weight", Shape.Fixed(2, 3), ParameterRole.Weight, null), "A");
        graph.Parameters.Add(weight);
        graph.Output = graph.Prediction = graph.Add(new TransposeOperator(), "A", weight);

        Assert.Contains("Transpose has no derivative", Assert.Throws<InvalidOperationException>(() => Differentiator.Differentiate(graph, inputGradient: false)).Message, StringComparison.Ordinal);
    }

    /// <summary>h is read three times, and x twice: out = tanh(h) + (σ(h) + silu(h)), h = x·W, W square; then + x.</summary>
    [Fact]
    public void AValueThatIsReadSeveralTimesSumsItsGradients()
    {
        (NetworkGraph graph, Node x, Node weight, Node h) = Diamond();
        Differentiator.Differentiate(graph, inputGradient: true);
        GraphVerifier.Verify(graph);

        Node[] sums = [.. graph.Nodes.Where(node => node.IsBackward && node.Operator is AddOperator)];
        Assert.Equal([h, h, x], sums.Select(sum => sum.GradientOf));
        Assert.Same(sums[2], graph.InputGradient);
        Assert.Single(graph.Nodes, node => node.Operator is DenseWeightGradientOperator && node.Inputs[1] == sums[1]);
        AssertGradientsAreDifferences(graph, weight);
    }

    [Fact]
    public void TheSumsSurviveThePasses()
    {
        (NetworkGraph graph, _, Node weight, _) = Diamond();
        Differentiator.Differentiate(graph, inputGradient: true);
        DeadNodes.Remove(graph);
        Fusion.Run(graph);
        DeadNodes.Remove(graph);

        AssertGradientsAreDifferences(GraphVerifier.Verify(graph), weight);
    }

    private static (NetworkGraph Graph, Node X, Node Weight, Node H) Diamond()
    {
        var graph = new NetworkGraph();
        Node x = graph.Input = graph.Add(new InputOperator(Shape.Rows(3)), "Input");
        Node weight = graph.Add(new ParameterOperator("weight", Shape.Fixed(3, 3), ParameterRole.Weight, null), "Dense1");
        graph.Parameters.Add(weight);
        Node h = graph.Add(new DenseOperator(3, 3, Graphs.Lane), "Dense1", x, weight);
        Node tanh = graph.Add(new ElementwiseOperator(new Tanh()), "A", h);
        Node sigmoid = graph.Add(new ElementwiseOperator(new Sigmoid()), "B", h);
        Node silu = graph.Add(new ElementwiseOperator(new SiLU()), "C", h);
        Node inner = graph.Add(new AddOperator(), "D", sigmoid, silu);
        Node outer = graph.Add(new AddOperator(), "E", tanh, inner);
        graph.Output = graph.Prediction = graph.Add(new AddOperator(), "F", outer, x);
        return (graph, x, weight, h);
    }

    /// <summary>L = Σ g·out with any g: its derivative in the weight and the input, by central differences.</summary>
    private static void AssertGradientsAreDifferences(NetworkGraph graph, Node weight)
    {
        const int rows = 2;
        const double step = 1e-5;
        Random random = new(7);
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        Dictionary<Node, double[]> given = new()
        {
            [graph.Input!] = Draw(rows * 3),
            [weight] = Draw(9),
            [graph.OutputGradient!] = Draw(rows * 3),
        };
        double Loss() => new GraphInterpreter(rows, given).Value(graph.Output!).Zip(given[graph.OutputGradient!], (value, g) => value * g).Sum();

        foreach ((Node value, Node gradient) in new[] { (weight, graph.ParameterGradients[weight]), (graph.Input!, graph.InputGradient!) })
        {
            double[] analytic = new GraphInterpreter(rows, given).Value(gradient);
            Assert.Equal(given[value].Length, analytic.Length);
            for (int index = 0; index < analytic.Length; index++)
            {
                double at = given[value][index];
                given[value][index] = at + step;
                double above = Loss();
                given[value][index] = at - step;
                double below = Loss();
                given[value][index] = at;
                double difference = (above - below) / (2 * step);
                Assert.True(Math.Abs(analytic[index] - difference) <= 1e-8 * Math.Max(1, Math.Abs(difference)), $"{value}, [{index}]: {analytic[index]} against {difference}.");
            }
        }
    }
}
