using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Weights;

/// <summary>A parameter or a state of a network, as files name it.</summary>
/// <param name="Name">Its name in the layout.</param>
/// <param name="Shape">Its dimensions.</param>
internal sealed record NetworkTensor(string Name, IReadOnlyList<int> Shape)
{
    public int Count => Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>The parameters of a network in the order of its layout.</summary>
    public static IEnumerable<NetworkTensor> Parameters(NetworkGraph graph) =>
        graph.Parameters.Select(node => new NetworkTensor(Prefix(graph, node) + node.Operator.Name, node.Shape.Dimensions));

    /// <summary>Its states in the order of theirs.</summary>
    public static IEnumerable<NetworkTensor> States(NetworkGraph graph) =>
        graph.States.SelectMany(node => ((StateOperator)node.Operator).Parts.Select(part =>
            new NetworkTensor(Prefix(graph, node) + part.Name, ((StateOperator)node.Operator).PartShape.Dimensions)));

    private static string Prefix(NetworkGraph graph, Node node)
    {
        IEnumerable<string> path = (node.Place?.Path ?? []).Select(place =>
            LayerNaming.Prefix(place.Name) + (place is { SharedBlock: null, Count: > 1 } ? $"[{place.Index}]" : ""));
        return string.Concat(path.Append(LayerNaming.Prefix(graph.LocalName(node.Layer))).Select(name => name + "."));
    }
}
