namespace Backprop.Compiler.Graph;

/// <summary>Checks, after every pass, what all passes rely on. A failure is a bug of the compiler, never of a declaration.</summary>
internal static class GraphVerifier
{
    public static NetworkGraph Verify(NetworkGraph graph)
    {
        var seen = new HashSet<Node>();
        foreach (Node node in graph.Nodes)
        {
            foreach (Node input in node.Inputs)
            {
                Require(seen.Contains(input), node, $"reads %{input.Id}, which is not computed before it");
                Require(node.IsBackward || !input.IsBackward, node, $"is a forward value that reads the backward value %{input.Id}");
            }

            Shape shape = node.Operator.Infer(node.Inputs.Select(input => input.Shape).ToArray());
            Require(shape == node.Shape, node, $"should have the shape {shape}");
            Require(seen.Add(node), node, "is listed twice");
        }

        foreach (KeyValuePair<Node, Node> pair in graph.ParameterGradients)
        {
            Require(pair.Key.Shape == pair.Value.Shape, pair.Value, $"is the gradient of {pair.Key.Shape}");
        }

        foreach (Node root in graph.Roots)
        {
            Require(seen.Contains(root), root, "is a root but not in the graph");
        }

        return graph;
    }

    private static void Require(bool condition, Node node, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The graph is broken at {GraphPrinter.Print(node)}: it {message}.");
        }
    }
}
