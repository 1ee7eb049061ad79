using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Passes;

/// <summary>Removes what nothing reads: gradients of inputs nobody wants, values that fusion left behind.</summary>
internal static class DeadNodes
{
    public static void Remove(NetworkGraph graph)
    {
        HashSet<Node> alive = Reachable(graph.Roots);
        graph.Remove(node => !alive.Contains(node));
        if (graph.OutputGradient is { } given && !alive.Contains(given))
        {
            graph.OutputGradient = null;
        }
    }

    /// <summary>The nodes that the given ones are made from, themselves included.</summary>
    public static HashSet<Node> Reachable(IEnumerable<Node> roots)
    {
        var reached = new HashSet<Node>();
        var open = new Stack<Node>(roots);
        while (open.Count > 0)
        {
            Node node = open.Pop();
            if (reached.Add(node))
            {
                foreach (Node input in node.Inputs)
                {
                    open.Push(input);
                }
            }
        }

        return reached;
    }
}
