using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Passes;

/// <summary>Decides where the rows of a batch lie in lanes (<see cref="Node.InLanes"/>). Kernels that put channels into lanes waste most of each where there are few.
/// A connected region of operators that can work on lanes goes there if its products then take clearly less time; what enters or leaves it is converted.
/// Repeated blocks stay as they are: their values lie side by side in one buffer, per row of the batch, and every repetition must look like the next.</summary>
internal static class RowLayout
{
    // The part of the time that rows in lanes may take, at most. Kernels that put channels into whole lanes are about as fast.
    private const double Share = 0.75;

    // What moving a number into a lane, or out of it, takes: as long as so many lanes of products.
    private const double Conversion = 0.5;

    public static void Run(NetworkGraph graph, int lane)
    {
        ILookup<Node, Node> readers = graph.Nodes.SelectMany(node => node.Inputs.Select(input => (Input: input, Reader: node))).ToLookup(read => read.Input, read => read.Reader);
        HashSet<Node> chosen = [.. Regions(graph).Where(region => IsQuickerInLanes(readers, region, lane)).SelectMany(region => region)];
        if (chosen.Count == 0)
        {
            return;
        }

        if (DeadNodes.Reachable([BufferPlan.PredictionRoot(graph)]).Overlaps(chosen))
        {
            FewRows.AddTwins(graph); // they would leave most of a lane empty
        }

        foreach (Node node in graph.Nodes.Where(chosen.Contains))
        {
            node.Operator = node.Operator.OnLanes()!;
            node.InLanes = node.Shape.Batched;
        }

        Convert(graph, chosen);
        Fusion.Run(graph);
    }

    // Connected nodes that can work on lanes, each with the nodes that it is connected to.
    private static IEnumerable<HashSet<Node>> Regions(NetworkGraph graph)
    {
        var regions = new Dictionary<Node, HashSet<Node>>();
        foreach (Node node in graph.Nodes.Where(node => CanMove(graph, node)))
        {
            HashSet<Node> own = regions[node] = [node];
            foreach (Node input in node.Inputs)
            {
                if (regions.TryGetValue(input, out HashSet<Node> other) && other != own)
                {
                    own = Join(regions, own, other);
                }
            }
        }

        return graph.Nodes.Where(regions.ContainsKey).Select(node => regions[node]).Distinct();
    }

    // The smaller region becomes part of the larger one.
    private static HashSet<Node> Join(Dictionary<Node, HashSet<Node>> regions, HashSet<Node> one, HashSet<Node> other)
    {
        (HashSet<Node> large, HashSet<Node> small) = one.Count > other.Count ? (one, other) : (other, one);
        foreach (Node member in small)
        {
            large.Add(member);
            regions[member] = large;
        }

        return large;
    }

    // Where Predict differs from training, it applies the last step to the outputs that Evaluate has, too: row by row.
    private static bool CanMove(NetworkGraph graph, Node node) =>
        (!graph.HasModes || node != graph.Prediction || node == graph.InferenceOutput) && node.Operator.OnLanes() is not null
        && node.Place is not { IsRepeated: true } && (node.Shape.Batched || node.Inputs.Any(input => input.Shape.Batched));

    private static bool IsQuickerInLanes(ILookup<Node, Node> readers, HashSet<Node> region, int lane)
    {
        double byRow = region.Sum(node => node.Operator.LaneWork(lane).ByRow), inLanes = region.Sum(node => node.Operator.LaneWork(lane).InLanes);
        long entering = region.SelectMany(node => node.Inputs).Where(input => input.Shape.Batched && !region.Contains(input)).Distinct().Sum(input => input.Shape.Size);
        long leaving = region.Where(node => node.Shape.Batched && readers[node].Any(user => !region.Contains(user))).Sum(node => node.Shape.Size);
        return inLanes + ((entering + leaving) * Conversion) < byRow * Share;
    }

    private static void Convert(NetworkGraph graph, HashSet<Node> chosen)
    {
        Dictionary<Node, Node> packed = [], unpacked = [];
        foreach (Node node in graph.Nodes.ToArray())
        {
            bool inLanes = chosen.Contains(node);
            node.Inputs = node.Inputs.Select(input =>
                !input.Shape.Batched || input.InLanes == inLanes ? input
                : inLanes ? Once(packed, input, () => Pack(graph, node, input))
                : Once(unpacked, input, () => Unpack(graph, node, input))).ToList();
        }

        // What leaves the network does so row by row.
        Node? Leaving(Node? root) => root is { InLanes: true } ? Once(unpacked, root, () => Last(graph, root)) : root;
        (graph.Output, graph.InferenceOutput, graph.Prediction) = (Leaving(graph.Output), Leaving(graph.InferenceOutput), Leaving(graph.Prediction));
        graph.InputGradient = Leaving(graph.InputGradient);
    }

    private static Node Once(Dictionary<Node, Node> converted, Node value, Func<Node> convert) =>
        converted.TryGetValue(value, out Node node) ? node : converted[value] = convert();

    private static Node Pack(NetworkGraph graph, Node reader, Node value)
    {
        Node node = graph.AddBefore(reader, new PackRowsOperator(), value.Layer, value);
        node.InLanes = true;
        return node;
    }

    // A step of the region's, even where a repeated block reads it: the memory of blocks has no whole groups of rows.
    private static Node Unpack(NetworkGraph graph, Node reader, Node value)
    {
        Node node = graph.AddBefore(reader, new UnpackRowsOperator(), value.Layer, value);
        node.Place = value.Place;
        return node;
    }

    private static Node Last(NetworkGraph graph, Node value)
    {
        Node node = graph.AddAfter(value, new UnpackRowsOperator(), value.Layer, value);
        node.GradientOf = value.GradientOf;
        return node;
    }
}
