using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;

namespace Backprop.Compiler.Tests.Graph;

/// <summary>Broken graphs are refused, and the message says where they are broken.</summary>
public sealed class GraphVerifierTests
{
    [Fact]
    public void AcceptsWhatTheCompilerMakes()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            GraphVerifier.Verify(NetworkCompiler.Compile(Specs.Random(seed)));
        }
    }

    [Fact]
    public void AnInputMustComeFirst()
    {
        (NetworkGraph graph, Node x, Node a) = Chain();
        Node later = graph.Add(new ElementwiseOperator(new ReLU()), "B", x);
        a.Inputs = [later];

        AssertRefused(graph, $"> %{a.Id} A: tanh(%{later.Id}) [rows×4]: it reads %{later.Id}, which is not computed before it");
    }

    [Fact]
    public void AnInputMustBeInTheGraph()
    {
        (NetworkGraph graph, Node x, Node a) = Chain();
        graph.Remove(node => node == x);
        graph.Input = null;

        AssertRefused(graph, $"it reads %{x.Id}, which is not computed before it");
    }

    [Fact]
    public void AValueIsNotItsOwnInput()
    {
        (NetworkGraph graph, _, Node a) = Chain();
        a.Inputs = [a];

        AssertRefused(graph, $"it reads %{a.Id}, which is not computed before it");
    }

    [Fact]
    public void ForwardReadsNoBackwardValue()
    {
        (NetworkGraph graph, _, Node a) = Chain();
        a.IsBackward = true;
        graph.Add(new ElementwiseOperator(new ReLU()), "B", a);

        AssertRefused(graph, $"is a forward value that reads the backward value %{a.Id}");
    }

    [Fact]
    public void TheShapeFollowsFromTheInputs()
    {
        (NetworkGraph graph, Node x, Node a) = Chain();
        Node weight = graph.AddBefore(a, new ParameterOperator("weight", Shape.Fixed(4, 7), ParameterRole.Weight, null), "A");
        a.Operator = new DenseOperator(4, 7, Graphs.Lane);
        a.Inputs = [x, weight];

        AssertRefused(graph, "it should have the shape [rows×7]");
    }

    [Fact]
    public void AGradientHasItsParametersShape()
    {
        (NetworkGraph graph, _, Node a) = Chain();
        Node weight = graph.Add(new ParameterOperator("weight", Shape.Fixed(4, 7), ParameterRole.Weight, null), "A");
        graph.ParameterGradients[weight] = a;

        AssertRefused(graph, "it is the gradient of [4×7]");
    }

    [Fact]
    public void ARootIsInTheGraph()
    {
        (NetworkGraph graph, _, Node a) = Chain();
        graph.Output = a;
        graph.Remove(node => node == a);

        AssertRefused(graph, "is a root but not in the graph");
    }

    [Fact]
    public void ANodeAddedBeforeAnotherStandsThereAndGoesItsWay()
    {
        (NetworkGraph graph, Node x, Node a) = Chain();
        a.IsBackward = true;
        Node before = graph.AddBefore(a, new ElementwiseOperator(new Sigmoid()), "C", x);

        Assert.Equal([x, before, a], graph.Nodes);
        Assert.True(before.IsBackward);
        Assert.Equal(3, graph.Nodes.Select(node => node.Id).Distinct().Count());
        GraphVerifier.Verify(graph);
    }

    private static void AssertRefused(NetworkGraph graph, string message)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => GraphVerifier.Verify(graph));

        Assert.StartsWith("The graph is broken at ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static (NetworkGraph Graph, Node X, Node A) Chain()
    {
        var graph = new NetworkGraph();
        Node x = graph.Input = graph.Add(new InputOperator(Shape.Rows(4)), "Input");
        Node a = graph.Add(new ElementwiseOperator(new Tanh()), "A", x);
        GraphVerifier.Verify(graph);
        return (graph, x, a);
    }
}
