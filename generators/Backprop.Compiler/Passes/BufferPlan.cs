using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Passes;

/// <summary>A piece of memory that serves one value after another.</summary>
internal sealed class BufferSlot(bool batched, bool inLanes)
{
    /// <summary>Whether its size is per row.</summary>
    public bool Batched { get; } = batched;

    /// <summary>Whether its values' rows lie in lanes: there is room for whole groups of rows.</summary>
    public bool InLanes { get; } = inLanes;

    /// <summary>The size of the largest value that it holds.</summary>
    public long Size { get; set; }

    /// <summary>The values, in the order in which they live here.</summary>
    public List<Node> Values { get; } = [];
}

/// <summary>Which value lives where: a value's slot is free again after its last use.</summary>
internal sealed class BufferPlan
{
    private readonly Dictionary<Node, BufferSlot> slots = [];
    private readonly List<BufferSlot> all = [];

    private BufferPlan()
    {
    }

    public IReadOnlyList<BufferSlot> Slots => all;

    public BufferSlot? Find(Node value) => slots.TryGetValue(value, out BufferSlot slot) ? slot : null;

    /// <summary>The plan of a training step. Forward values keep their slots until the way back begins, so that a user can look at them.
    /// What users hold a span of stays longer: the output, while a gradient that was made in its place is still read; the input gradient, always.</summary>
    public static BufferPlan ForTraining(NetworkGraph graph)
    {
        List<Node> steps = TrainingSteps(graph);
        int turn = steps.FindLastIndex(node => !node.IsBackward);
        Dictionary<Node, int> lastUses = LastUses(steps);
        var outside = new HashSet<Node>(graph.ParameterGradients.Values.Select(gradient => gradient.Storage).Concat(graph.StateUpdates.Keys));
        Node? inputGradient = graph.InputGradient?.Storage, output = graph.Output?.Storage;
        return Plan(
            steps,
            lastUses,
            outside,
            inputGradient,
            (value, lastUse) =>
                value == inputGradient ? int.MaxValue
                : value == output && graph.OutputGradient is { } given ? Math.Max(LastUse(lastUses, given, turn), lastUse)
                : value.IsBackward ? lastUse
                : Math.Max(lastUse, turn),
            (value, reader) => value != inputGradient && value != output && (value.IsBackward || value.Layer == reader.Layer));
    }

    /// <summary>The plan of a prediction, whose last value goes to the caller. It takes a few rows at a time through all layers; what does not
    /// depend on the rows is made once before and stays to the end.</summary>
    public static BufferPlan ForPrediction(NetworkGraph graph)
    {
        List<Node> steps = PredictionSteps(graph);
        return Plan(steps, LastUses(steps), [PredictionRoot(graph).Storage, .. FewRowsResults(graph)], null, (value, lastUse) => value.Shape.Batched ? lastUse : int.MaxValue, (_, _) => true);
    }

    /// <summary>What a training step computes, in order.</summary>
    public static List<Node> TrainingSteps(NetworkGraph graph)
    {
        HashSet<Node> needed = DeadNodes.Reachable(
            new[] { graph.Output, graph.Loss, graph.InputGradient }.OfType<Node>().Concat(graph.ParameterGradients.Values).Concat(graph.StateUpdates.Keys));
        return graph.Nodes.Where(node => needed.Contains(node) && node.Operator is { IsLeaf: false, IsView: false }).ToList();
    }

    /// <summary>What a prediction computes in its scratch: the raw outputs where Evaluate wants them too, else what it returns.</summary>
    public static Node PredictionRoot(NetworkGraph graph) => graph.HasModes ? graph.InferenceOutput! : graph.Prediction!;

    /// <summary>What a prediction computes, in order, up to <see cref="PredictionRoot"/>.</summary>
    public static List<Node> PredictionSteps(NetworkGraph graph)
    {
        HashSet<Node> needed = DeadNodes.Reachable(PredictionRoots(graph));
        return graph.Nodes.Where(node => needed.Contains(node) && node.Operator is { IsLeaf: false, IsView: false }).ToList();
    }

    /// <summary>That, and its twin for few rows where there is one.</summary>
    public static IEnumerable<Node> PredictionRoots(NetworkGraph graph) => new[] { PredictionRoot(graph), graph.FewRowsPrediction }.OfType<Node>();

    /// <summary>What a prediction of few rows computes where its result belongs: that itself, and what it is made from in place.</summary>
    public static HashSet<Node> FewRowsResults(NetworkGraph graph)
    {
        if (graph.FewRowsPrediction is not { } root)
        {
            return [];
        }

        HashSet<Node> results = [root.Storage];
        if (root.Operator.WorksInPlace && root.Inputs[0] is { Operator: { IsLeaf: false, IsView: false } } last && last.Shape.Size == root.Shape.Size && graph.UsesOf(last).Count() == 1)
        {
            results.Add(last);
        }

        return results;
    }

    private static BufferPlan Plan(
        List<Node> steps, Dictionary<Node, int> lastUses, HashSet<Node> outside, Node? alone, Func<Node, int, int> keep, Func<Node, Node, bool> mayOverwrite)
    {
        var plan = new BufferPlan();
        var busyUntil = new Dictionary<BufferSlot, int>();
        for (int step = 0; step < steps.Count; step++)
        {
            Node node = steps[step];
            if (outside.Contains(node))
            {
                continue;
            }

            int lastUse = LastUse(lastUses, node, step);
            BufferSlot slot = node == alone
                ? plan.Add(node)
                : plan.InPlace(lastUses, node, step, mayOverwrite) ?? plan.Free(node, step, busyUntil) ?? plan.Add(node);
            slot.Size = Math.Max(slot.Size, node.Shape.Size);
            slot.Values.Add(node);
            plan.slots[node] = slot;
            busyUntil[slot] = keep(node, lastUse);
        }

        return plan;
    }

    // The last step that reads each value, itself or through a view.
    private static Dictionary<Node, int> LastUses(List<Node> steps)
    {
        var last = new Dictionary<Node, int>();
        for (int step = 0; step < steps.Count; step++)
        {
            foreach (Node input in steps[step].Inputs)
            {
                last[input.Storage] = step;
            }
        }

        return last;
    }

    private static int LastUse(Dictionary<Node, int> lastUses, Node value, int ownStep) =>
        lastUses.TryGetValue(value, out int last) ? Math.Max(ownStep, last) : ownStep;

    private BufferSlot? InPlace(Dictionary<Node, int> lastUses, Node node, int step, Func<Node, Node, bool> mayOverwrite)
    {
        Node? first = node.Inputs.FirstOrDefault()?.Storage;
        return node.Operator.WorksInPlace && first is not null && first.Shape.Batched == node.Shape.Batched && first.Shape.Size == node.Shape.Size && first.InLanes == node.InLanes && LastUse(lastUses, first, 0) == step && mayOverwrite(first, node)
            ? Find(first)
            : null;
    }

    // The free slot whose size is nearest, the first of several; or null.
    private BufferSlot? Free(Node node, int step, Dictionary<BufferSlot, int> busyUntil)
    {
        long size = node.Shape.Size, nearest = long.MaxValue;
        bool batched = node.Shape.Batched, inLanes = node.InLanes;
        BufferSlot? found = null;
        foreach (BufferSlot slot in all)
        {
            long distance = Math.Abs(slot.Size - size);
            if (distance < nearest && slot.Batched == batched && slot.InLanes == inLanes && busyUntil[slot] < step)
            {
                (found, nearest) = (slot, distance);
            }
        }

        return found;
    }

    private BufferSlot Add(Node node)
    {
        var slot = new BufferSlot(node.Shape.Batched, node.InLanes);
        all.Add(slot);
        return slot;
    }
}
