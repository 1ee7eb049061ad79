using Backprop.Compiler.Graph;
using Backprop.Compiler.Tests.Graph;

namespace Backprop.Compiler.Tests.Passes;

/// <summary>Who wants a matrix the other way round, and that it is turned once.</summary>
public sealed class TranspositionTests
{
    /// <summary>Wide layers: forward takes W as it is, and for δ·Wᵀ the tiles turn it themselves.</summary>
    [Fact]
    public void NothingIsTurnedForWideLayers() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×16]
        > %1 Dense1: weight() [16×32]
        > %2 Dense1: Dense+relu(%0, %1) [rows×32]
        > %3 Dense2: weight() [32×48]
        > %4 Dense2: Dense(%2, %3) [rows×48]  = output  = prediction
        > %5 MeanSquaredError: MeanSquaredError(%4) [rows×48]  = loss
        < %6 Dense2: DenseWeightGradient(%2, %5) [32×48]  = gradient of %3
        < %7 Dense2: DenseInputGradient+relu(%5, %3, %2) [rows×32]
        < %8 Dense1: DenseWeightGradient(%0, %7) [16×32]  = gradient of %1
        """,
        Renumbered(Graphs.Compiled(
            Specs.Input(16), Specs.Dense(32, Activation.ReLU, ("UseBias", false)), Specs.Dense(48, Activation.Linear, ("UseBias", false)), Specs.Layer("MeanSquaredError"))));

    /// <summary>A narrow output: forward is dot products over the columns of W; dW comes out turned and is turned back.</summary>
    [Fact]
    public void NarrowWeightsAndTheirGradientsAreTurned() => Graphs.AssertPrints(
        """
        > %0 Input: Input() [rows×20]
        > %1 Dense1: weight() [20×3]
        > %2 Dense1: Transpose(%1) [3×20]
        > %3 Dense1: Dense(%0, %2) [rows×3]  = output  = prediction
        > %4 MeanSquaredError: MeanSquaredError(%3) [rows×3]  = loss
        < %5 Dense1: DenseWeightGradient+transposed(%0, %4) [3×20]
        < %6 Dense1: Transpose(%5) [20×3]  = gradient of %1
        < %7 Dense1: DenseInputGradient(%4, %1) [rows×20]  = gradient of the input
        """,
        Renumbered(NetworkCompiler.Compile(
            Specs.Network(Specs.Input(20), Specs.Dense(3, Activation.Linear, ("UseBias", false)), Specs.Layer("MeanSquaredError")) with { InputGradient = true })));

    /// <summary>The outputs fill half a lane, or the inputs do not fill one: everything lies right already.</summary>
    [Theory]
    [InlineData(3, 5, "Dense MeanSquaredError <DenseWeightGradient")]
    [InlineData(3, 40, "Dense MeanSquaredError <DenseWeightGradient")]
    [InlineData(15, 15, "Dense MeanSquaredError <DenseWeightGradient")]
    [InlineData(16, 8, "Dense MeanSquaredError <DenseWeightGradient")]
    [InlineData(16, 7, "Transpose Dense MeanSquaredError <DenseWeightGradient+transposed <Transpose")]
    [InlineData(16, 16, "Dense MeanSquaredError <DenseWeightGradient")]
    public void NarrowLayersAreTurnedWhereInputsAloneFillALane(int inputs, int outputs, string expected)
    {
        NetworkGraph graph = Graphs.Compiled(Specs.Input(inputs), Specs.Dense(outputs, Activation.Linear, ("UseBias", false)), Specs.Layer("MeanSquaredError"));

        Assert.Equal(expected, Graphs.Operators(graph));
    }

    [Fact]
    public void NoMatrixIsTurnedTwice()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            NetworkGraph graph = NetworkCompiler.Compile(Specs.Random(seed));
            Node[] turned = [.. graph.Nodes.Where(node => node.Operator.Name == "Transpose").Select(node => node.Inputs[0])];

            Assert.Equal(turned.Distinct(), turned);
        }
    }

    /// <summary>The numbers that passes leave behind are their own business: counts the nodes anew, in order.</summary>
    private static NetworkGraph Renumbered(NetworkGraph graph)
    {
        var copy = new NetworkGraph();
        Dictionary<Node, Node> copies = [];
        foreach (Node node in graph.Nodes)
        {
            Node other = copies[node] = copy.Add(node.Operator, node.Layer, [.. node.Inputs.Select(input => copies[input])]);
            other.IsBackward = node.IsBackward;
        }

        Node? Find(Node? node) => node is null ? null : copies[node];
        (copy.Input, copy.Output, copy.Prediction) = (Find(graph.Input), Find(graph.Output), Find(graph.Prediction));
        (copy.Loss, copy.InputGradient) = (Find(graph.Loss), Find(graph.InputGradient));
        foreach ((Node parameter, Node gradient) in graph.ParameterGradients)
        {
            copy.ParameterGradients[copies[parameter]] = copies[gradient];
        }

        return copy;
    }
}
