using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;
using Backprop.Compiler.Passes;
using Backprop.Compiler.Tests.Graph;

namespace Backprop.Compiler.Tests.Passes;

public sealed class DeadNodesTests
{
    [Fact]
    public void TheInputsGradientGoesUnlessItIsAskedFor()
    {
        NetworkGraph without = Graphs.Differentiated(inputGradient: false, Specs.Input(2), Specs.Dense(3), Specs.Layer("MeanSquaredError"));
        NetworkGraph with = Graphs.Differentiated(inputGradient: true, Specs.Input(2), Specs.Dense(3), Specs.Layer("MeanSquaredError"));
        DeadNodes.Remove(without);
        DeadNodes.Remove(with);

        Assert.Equal("Dense AddBias MeanSquaredError <BiasGradient <DenseWeightGradient", Graphs.Operators(without));
        Assert.Equal("Dense AddBias MeanSquaredError <BiasGradient <DenseWeightGradient <DenseInputGradient", Graphs.Operators(with));
        Assert.Equal("DenseInputGradient", with.InputGradient!.Operator.Name);
    }

    [Fact]
    public void RemovesWhatNoRootNeeds()
    {
        var graph = new NetworkGraph();
        Node x = graph.Input = graph.Add(new InputOperator(Shape.Rows(4)), "Input");
        Node a = graph.Add(new ElementwiseOperator(new Tanh()), "A", x);
        Node dead = graph.Add(new ElementwiseOperator(new ReLU()), "B", a);
        graph.Add(new ElementwiseOperator(new ReLU()), "C", dead);
        graph.Output = graph.Prediction = graph.Add(new ElementwiseOperator(new Sigmoid()), "D", a);

        DeadNodes.Remove(graph);

        Assert.Equal("tanh σ", Graphs.Operators(graph));
        GraphVerifier.Verify(graph);
    }

    [Fact]
    public void TheGivenGradientGoesWhereNothingNeedsIt()
    {
        NetworkGraph graph = Graphs.Differentiated(inputGradient: false, Specs.Input(2), Specs.Activate(Activation.Tanh));
        Assert.NotNull(graph.OutputGradient);

        DeadNodes.Remove(graph);

        Assert.Null(graph.OutputGradient);
        Assert.Equal("tanh", Graphs.Operators(graph));
    }

    [Fact]
    public void ParametersAndTheInputStay()
    {
        NetworkGraph graph = Graphs.Lowered(Specs.Input(2), Specs.Dense(3));
        graph.Output = graph.Prediction = graph.Input;

        DeadNodes.Remove(graph);

        Assert.Equal(["Input", "weight", "bias"], graph.Nodes.Select(node => node.Operator.Name));
    }

    [Fact]
    public void ReachableFollowsAllInputs()
    {
        NetworkGraph graph = Graphs.Lowered(Specs.Input(2), Specs.Dense(3), Specs.Dense(4));
        Node first = graph.Nodes.First(node => node.Operator.Name == "AddBias");

        Assert.Equal([0, 1, 2, 3, 4], DeadNodes.Reachable([first]).Select(node => node.Id).Order());
        Assert.Empty(DeadNodes.Reachable([]));
    }
}
