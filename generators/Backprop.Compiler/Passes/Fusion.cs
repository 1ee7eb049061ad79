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
            var folding = new Folding(graph);
            folding.Fuse(loss);
            folding.RemoveFolded();
        }
    }

    /// <summary>Fuses all that fits, forward and backward.</summary>
    public static void Run(NetworkGraph graph)
    {
        var folding = new Folding(graph);
        foreach (Node node in graph.Nodes)
        {
            folding.Fuse(node);
        }

        folding.RemoveFolded();
    }

    /// <summary>One walk through a graph: how many nodes read each value, kept right as nodes vanish, and what has vanished.</summary>
    private sealed class Folding
    {
        private readonly NetworkGraph graph;
        private readonly HashSet<Node> roots;
        private readonly Dictionary<Node, int> readers = [];
        private readonly HashSet<Node> folded = [];

        public Folding(NetworkGraph graph)
        {
            this.graph = graph;
            roots = [.. graph.Roots];
            foreach (Node node in graph.Nodes)
            {
                Count(node, 1);
            }
        }

        public void Fuse(Node node)
        {
            while (node.Inputs.Count > 0 && CanVanish(node, node.Inputs[0]) && node.Operator.FuseWith(node.Inputs[0].Operator) is { } fused)
            {
                Node producer = node.Inputs[0];
                bool shared = node.Operator.FusesSharedInput;
                Count(node, -1);
                node.Operator = fused;
                node.Inputs = producer.Inputs.Concat(node.Inputs.Skip(1)).Distinct().ToList(); // what both read is read once
                Count(node, 1);
                if (!shared)
                {
                    node.Layer = producer.Layer;
                    node.Place = producer.Place;
                    Count(producer, -1);
                    folded.Add(producer);
                }
            }
        }

        public void RemoveFolded() => graph.Remove(folded.Contains);

        // A node that reads a value twice counts once.
        private void Count(Node node, int change)
        {
            foreach (Node input in node.Inputs.Distinct())
            {
                readers[input] = readers.TryGetValue(input, out int count) ? count + change : change;
            }
        }

        // A value that something else reads stays; fusing would compute it twice. A loss alone takes the logits and leaves the probabilities to Predict.
        private bool CanVanish(Node node, Node input) =>
            node.Operator.FusesSharedInput
            || (readers[input] == 1 && !roots.Contains(input) && input.IsBackward == node.IsBackward);
    }
}
