using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Differentiation;

/// <summary>The gradients found so far while the graph is walked backwards.</summary>
internal sealed class Adjoints(NetworkGraph graph)
{
    private readonly Dictionary<Node, Node> gradients = [];

    public Node? Of(Node value) => gradients.TryGetValue(value, out Node gradient) ? gradient : null;

    /// <summary>Declares that an existing node is (a share of) the gradient of a value.</summary>
    public void Contribute(Node value, Node gradient)
    {
        gradients[value] = gradients.TryGetValue(value, out Node earlier)
            ? Mark(graph.Add(new AddOperator("GradientSum"), SumLayer(value), earlier, gradient), value)
            : gradient;
    }

    /// <summary>Adds a backward node that is (a share of) the gradient of a value.</summary>
    public void Contribute(Node value, Operator op, string layer, params Node[] inputs) =>
        Contribute(value, Mark(graph.Add(op, layer, inputs), value));

    /// <summary>Adds a backward node that gradients are made from, but that is none itself.</summary>
    public Node Add(Operator op, string layer, params Node[] inputs)
    {
        Node node = graph.Add(op, layer, inputs);
        node.IsBackward = true;
        return node;
    }

    // A block's own name for what comes into it, so that all its repetitions add in one method.
    private string SumLayer(Node value) => graph.Place is { } place && place != value.Place ? place.Prefix + "Input" : value.Layer;

    private static Node Mark(Node node, Node value)
    {
        node.IsBackward = true;
        node.GradientOf = value;
        return node;
    }
}
