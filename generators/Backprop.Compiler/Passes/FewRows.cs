using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Passes;

/// <summary>Gives a prediction of few rows nodes of its own, where something would be done for nothing there: transposing a weight that is read once, filling lanes with rows that
/// do not exist, writing down values that the next layer could have from registers (<see cref="Operator.ForFewRows"/>).</summary>
internal static class FewRows
{
    /// <summary>Fewer rows than this are few, where rows do not lie in lanes anyway: about there, what is saved at the start has been lost row by row.</summary>
    public const int Limit = 8;

    // Multiply-adds of a row, about a microsecond of them. What is saved at the start of a call, 0.1 µs, is little beside more.
    private const long MostWork = 1 << 15;

    public static void Run(NetworkGraph graph, int lane)
    {
        Node root = graph.FewRowsPrediction ?? BufferPlan.PredictionRoot(graph);
        HashSet<Node> needed = DeadNodes.Reachable([root]);
        bool isWorthwhile = graph.FewRowsPrediction is not null || needed.Sum(node => node.Operator.WorkPerRow(node)) <= MostWork;
        if (!isWorthwhile || !needed.Any(node => Variant(node, lane) is not null))
        {
            return;
        }

        AddTwins(graph);
        foreach (Node node in DeadNodes.Reachable([graph.FewRowsPrediction!]))
        {
            node.Operator = Variant(node, lane) ?? node.Operator;
        }

        Fusion.Run(graph);
        DeadNodes.Remove(graph);
    }

    /// <summary>Copies what a prediction computes, where that has not been done.</summary>
    public static void AddTwins(NetworkGraph graph)
    {
        if (graph.FewRowsPrediction is not null)
        {
            return;
        }

        Node root = BufferPlan.PredictionRoot(graph);
        HashSet<Node> needed = DeadNodes.Reachable([root]);
        var twins = new Dictionary<Node, Node>();
        foreach (Node node in graph.Nodes.Where(node => needed.Contains(node) && node.Shape.Batched && !node.Operator.IsLeaf).ToArray())
        {
            graph.Place = node.Place;
            twins[node] = graph.Add(node.Operator, node.Layer, [.. node.Inputs.Select(input => twins.TryGetValue(input, out Node twin) ? twin : input)]);
        }

        graph.Place = null;
        graph.FewRowsPrediction = twins[root];
    }

    // Repetitions of a block stay alike.
    private static Operator? Variant(Node node, int lane) => node.Shape.Batched && node.Place is not { IsRepeated: true } ? node.Operator.ForFewRows(node, lane) : null;
}
