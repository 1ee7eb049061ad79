using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Differentiation;

/// <summary>Reverse-mode differentiation: adds the backward nodes to the same graph, so that every pass serves both ways.
/// From the loss (or from the caller's output gradient) back to the parameters; values that no parameter depends on get no gradient.</summary>
internal static class Differentiator
{
    public static void Differentiate(NetworkGraph graph, bool inputGradient)
    {
        Node output = graph.Output!;
        Node[] forward = graph.Nodes.ToArray();
        HashSet<Node> wanted = Wanted(graph, forward, inputGradient);
        var adjoints = new Adjoints(graph);
        if (graph.Loss is { } loss)
        {
            loss.GradientOf = output;
            adjoints.Contribute(output, loss);
        }
        else
        {
            Node given = graph.Add(new OutputGradientOperator(output.Shape), output.Layer);
            given.IsBackward = true;
            graph.OutputGradient = given;
            adjoints.Contribute(output, given);
        }

        foreach (Node node in Enumerable.Reverse(forward))
        {
            if (node != graph.Loss && !node.Operator.IsLeaf && wanted.Contains(node) && adjoints.Of(node) is { } gradient)
            {
                graph.Place = node.Place;
                node.Operator.Differentiate(node, gradient, adjoints);
            }
        }

        graph.Place = null;

        foreach (Node parameter in graph.Parameters)
        {
            graph.ParameterGradients[parameter] = adjoints.Of(parameter)
                ?? throw new InvalidOperationException($"No gradient reaches {GraphPrinter.Print(parameter)}.");
        }

        if (inputGradient)
        {
            graph.InputGradient = adjoints.Of(graph.Input!)
                ?? throw new InvalidOperationException("No gradient reaches the input.");
        }
    }

    // The values that depend on something whose gradient is wanted.
    private static HashSet<Node> Wanted(NetworkGraph graph, Node[] forward, bool inputGradient)
    {
        var wanted = new HashSet<Node>(graph.Parameters);
        if (inputGradient)
        {
            wanted.Add(graph.Input!);
        }

        foreach (Node node in forward.Where(node => node.Inputs.Any(wanted.Contains)))
        {
            wanted.Add(node);
        }

        return wanted;
    }
}
