using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Passes;

/// <summary>Gives every kernel its matrices the way round that it wants them: a weight is transposed once, by whoever needs it first.</summary>
internal static class Transposition
{
    public static void Run(NetworkGraph graph)
    {
        var transposed = new Dictionary<(Node, int), Node>();
        foreach (Node node in graph.Nodes.ToArray())
        {
            if (node.Operator.TransposedInput is { } index)
            {
                Node matrix = node.Inputs[index];
                int matrices = node.Operator.TransposedMatrices;
                if (TransposeOperator.ChangesNothing(matrix.Shape, matrices))
                {
                    continue;
                }

                if (!transposed.TryGetValue((matrix, matrices), out Node other))
                {
                    transposed[(matrix, matrices)] = other = graph.AddBefore(node, new TransposeOperator(matrices), matrix.Layer, matrix);
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
