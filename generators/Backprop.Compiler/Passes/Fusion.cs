using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Passes;

/// <summary>Folds neighbours into one operator where they know how (<see cref="Operator.FuseWith"/>): dense + bias + activation,
/// δ with the activation's derivative, softmax or sigmoid with the loss that reads it. The value between them is no longer made.</summary>
internal static class Fusion
{
    /// <summary>Fuses the loss with what links it to the logits; before differentiation, because the fused derivative,
    /// softmax(z) − t, never divides by a probability.</summary>
    public static void FuseLoss(NetworkGraph graph)
    {
        if (graph.Loss is { } loss)
        {
            Fuse(graph, loss);
        }
    }

    /// <summary>Fuses all that fits, forward and backward.</summary>
    public static void Run(NetworkGraph graph)
    {
        foreach (Node node in graph.Nodes.ToArray())
        {
            Fuse(graph, node);
        }
    }

    private static void Fuse(NetworkGraph graph, Node node)
    {
        while (node.Inputs.Count > 0 && CanVanish(graph, node, node.Inputs[0]) && node.Operator.FuseWith(node.Inputs[0].Operator) is { } fused)
        {
            Node producer = node.Inputs[0];
            bool shared = node.Operator.FusesSharedInput;
            node.Operator = fused;
            node.Inputs = producer.Inputs.Concat(node.Inputs.Skip(1)).Distinct().ToList(); // what both read is read once
            if (!shared)
            {
                node.Layer = producer.Layer;
                node.Place = producer.Place;
                graph.Remove(other => other == producer);
            }
        }
    }

    // A value that something else reads stays; fusing would compute it twice. A loss alone takes the logits and leaves the probabilities to Predict.
    private static bool CanVanish(NetworkGraph graph, Node node, Node input) =>
        node.Operator.FusesSharedInput
        || (graph.UsesOf(input).Count() == 1 && !graph.Roots.Contains(input) && input.IsBackward == node.IsBackward);
}
