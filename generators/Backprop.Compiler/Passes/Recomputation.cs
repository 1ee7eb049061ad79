using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Passes;

/// <summary>Leaves out hidden values that are quicker computed again than written and read: those of a dense layer with few inputs, before one with few outputs. The two become one
/// operator on the way forward and one on the way back, and the values between them stay in registers.</summary>
internal static class Recomputation
{
    public static void Run(NetworkGraph graph)
    {
        foreach (Node second in graph.Nodes.Where(node => node.Operator is DenseOperator).ToArray())
        {
            if (Pair(graph, second) is not { } pair)
            {
                continue;
            }

            Node hidden = second.Inputs[0];
            if (graph.UsesOf(hidden).All(reader => reader == second))
            {
                Forward(second, pair);
            }
            else if (Gradients.Find(graph, second) is { } gradients)
            {
                gradients.Replace(graph, second, pair);
                Forward(second, pair);
            }
        }

        DeadNodes.Remove(graph);
    }

    // Two layers of the right form; repetitions of a block stay alike.
    private static HiddenPair? Pair(NetworkGraph graph, Node second)
    {
        Node hidden = second.Inputs[0];
        return second.Operator is DenseOperator { Form: (_, var outputs, true, null, ProductKernel.Dot) }
            && hidden.Operator is DenseOperator { Form: (var inputs, var width, var hasBias, { } activation, ProductKernel.Tile) }
            && hidden.Place == second.Place && hidden.Place is not { IsRepeated: true } && !graph.Roots.Contains(hidden)
            && new HiddenPair(inputs, width, outputs, hasBias, activation) is { IsSmall: true } pair
                ? pair
                : null;
    }

    private static void Forward(Node second, HiddenPair pair)
    {
        second.Operator = new DenseOfHiddenOperator(pair);
        second.Inputs = [.. second.Inputs[0].Inputs, .. second.Inputs.Skip(1)];
    }

    /// <summary>The way back through both layers: the gradients that the hidden values and their δ are for, and nothing else.</summary>
    /// <param name="Delta">∂L/∂ the second layer's outputs.</param>
    /// <param name="NextWeight">The gradient of the second layer's weight.</param>
    /// <param name="Weight">That of the first one's.</param>
    /// <param name="Bias">That of its bias, if it has one.</param>
    private sealed record Gradients(Node Delta, Node NextWeight, Node Weight, Node? Bias)
    {
        public static Gradients? Find(NetworkGraph graph, Node second)
        {
            Node hidden = second.Inputs[0];
            Node? Of(Node value) => graph.ParameterGradients.TryGetValue(value, out Node gradient) ? gradient : null;
            Node? bias = hidden.Inputs.Count > 2 ? Of(hidden.Inputs[2]) : null;
            if (Of(second.Inputs[1]) is not { Operator: DenseWeightGradientOperator } next || Of(hidden.Inputs[1]) is not { Operator: DenseWeightGradientOperator } weight
                || next.Inputs[0] != hidden || weight.Inputs[0] != hidden.Inputs[0] || (hidden.Inputs.Count > 2 && bias is not { Operator: BiasGradientOperator }))
            {
                return null;
            }

            Node delta = next.Inputs[1], inner = weight.Inputs[1];
            Node[] all = bias is null ? [weight] : [weight, bias];
            return inner.Operator is DenseInputGradientOperator && inner.Inputs.SequenceEqual([delta, second.Inputs[1], hidden])
                && new HashSet<Node>(graph.UsesOf(hidden)).SetEquals([second, next, inner]) && new HashSet<Node>(graph.UsesOf(inner)).SetEquals(all) && !graph.Roots.Contains(inner)
                    ? new Gradients(delta, next, weight, bias)
                    : null;
        }

        // They stay the nodes that they are, as parts of one result.
        public void Replace(NetworkGraph graph, Node second, HiddenPair pair)
        {
            Node hidden = second.Inputs[0];
            Node first = graph.Nodes.First(node => node == NextWeight || node == Weight || node == Bias);
            Node result = graph.AddBefore(first, new HiddenGradientsOperator(pair), second.Layer, [hidden.Inputs[0], Delta, .. hidden.Inputs.Skip(1), second.Inputs[1]]);
            void Part(Node gradient, int start, bool transposed)
            {
                gradient.Operator = new GradientPartOperator(start, gradient.Shape, transposed);
                gradient.Inputs = [result];
            }

            Part(Weight, 0, transposed: false);
            if (Bias is not null)
            {
                Part(Bias, pair.Inputs, transposed: false);
            }

            Part(NextWeight, pair.GradientRows - pair.Outputs, transposed: true);
        }
    }
}
