using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Passes;

/// <summary>Gives every kernel its matrices the way round that it wants them: a weight is transposed once, by whoever needs it first.</summary>
internal static class Transposition
{
    public static void Run(NetworkGraph graph)
    {
        var transposed = new Dictionary<Node, Node>();
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (node.Operator.TransposedInput is { } index)
            {
                Node matrix = node.Inputs[index];
                if (matrix.Shape.Dimensions.Contains(1))
                {
                    continue; // a vector lies the same way, transposed or not
                }

                if (!transposed.TryGetValue(matrix, out Node other))
                {
                    transposed[matrix] = other = graph.AddBefore(node, new TransposeOperator(), matrix.Layer, matrix);
                }

                node.Inputs = node.Inputs.Select((input, i) => i == index ? other : input).ToArray();
            }

            if (node.Operator.PrefersTransposedResult)
            {
                TransposeResult(graph, node);
            }
        }
    }

    // Only gradients of parameters prefer it: node → (transposed node) → transpose, which takes its place.
    private static void TransposeResult(NetworkGraph graph, Node node)
    {
        Node inner = graph.AddBefore(node, node.Operator.Transposed(), node.Layer, [.. node.Inputs]);
        inner.GradientOf = node.GradientOf;
        node.Operator = new TransposeOperator();
        node.Inputs = [inner];
    }
}
