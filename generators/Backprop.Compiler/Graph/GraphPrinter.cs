using System.Text;

namespace Backprop.Compiler.Graph;

/// <summary>The graph as text, a line a node: for tests and for whoever debugs a pass.</summary>
internal static class GraphPrinter
{
    public static string Print(NetworkGraph graph)
    {
        var text = new StringBuilder();
        foreach (Node node in graph.Nodes)
        {
            text.Append(Print(node)).Append(Roles(graph, node)).Append('\n');
        }

        return text.ToString();
    }

    public static string Print(Node node) =>
        $"{(node.IsBackward ? "<" : ">")} %{node.Id} {node.Layer}: {node.Operator.Name}({string.Join(", ", node.Inputs.Select(input => "%" + input.Id))}) {node.Shape}{(node.InLanes ? " in lanes" : "")}";

    private static string Roles(NetworkGraph graph, Node node)
    {
        string gradients = string.Concat(graph.ParameterGradients.Where(pair => pair.Value == node).Select(pair => $"  = gradient of %{pair.Key.Id}"));
        return gradients
            + (node == graph.Output ? "  = output" : "")
            + (node == graph.Prediction ? "  = prediction" : "")
            + (node == graph.FewRowsPrediction ? "  = prediction of few rows" : "")
            + (node == graph.Loss ? "  = loss" : "")
            + (node == graph.InputGradient ? "  = gradient of the input" : "");
    }
}
