using System.Globalization;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Passes;

/// <summary>How the threads of a team share a step.</summary>
internal enum StepShare
{
    /// <summary>Each takes some rows of the batch.</summary>
    Rows,

    /// <summary>Each takes some tiles of the result.</summary>
    Tiles,

    /// <summary>One does all of it.</summary>
    Alone,
}

/// <summary>Who does what when several threads do a training step together: all go through the same steps, each with its share, and they meet where one would read or
/// overwrite what another may still be writing or reading. A thread's own rows of a value are nobody else's, so that row-wise steps follow each other without a meeting.</summary>
internal sealed class TeamPlan
{
    private readonly NetworkGraph graph;
    private readonly BufferPlan buffers;
    private readonly IReadOnlyList<Node> steps;
    private readonly Dictionary<Node, string> positions = [];
    private readonly HashSet<string> meetings = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, int> tasks = [];

    private TeamPlan(NetworkGraph graph, BufferPlan buffers, IReadOnlyList<Node> steps)
    {
        (this.graph, this.buffers, this.steps) = (graph, buffers, steps);
        NameSteps();
    }

    /// <summary>The plan of a training step.</summary>
    /// <param name="steps">What it computes, in order.</param>
    public static TeamPlan ForTraining(NetworkGraph graph, BufferPlan buffers, IReadOnlyList<Node> steps)
    {
        var plan = new TeamPlan(graph, buffers, steps);

        // Where one repetition of a block needs a meeting, all have it, so that they stay alike; that can spare others.
        int known;
        do
        {
            known = plan.meetings.Count;
            plan.Walk();
        }
        while (plan.meetings.Count > known);
        return plan;
    }

    /// <summary>How the threads share a step.</summary>
    public static StepShare Of(Node step) => step.Operator.SplitsOutput ? StepShare.Tiles : step.Shape.Batched ? StepShare.Rows : StepShare.Alone;

    /// <summary>Whether the threads meet before the step.</summary>
    public bool MeetsBefore(Node step) => meetings.Contains(positions[step]);

    /// <summary>The number by which the threads tell who does a step that one does alone.</summary>
    public int TaskOf(Node step) => tasks[step];

    // The place of a step in its block, the same in all repetitions.
    private void NameSteps()
    {
        var counts = new Dictionary<(BlockPlace?, string), int>();
        foreach (Node step in steps)
        {
            string name = $"{string.Join("/", (step.Place?.Path ?? []).Select(place => place.Prefix))}|{step.Layer}|{step.Operator.Name}|{step.IsBackward}";
            counts[(step.Place, name)] = counts.TryGetValue((step.Place, name), out int count) ? count + 1 : 0;
            positions[step] = name + "|" + counts[(step.Place, name)].ToString(CultureInfo.InvariantCulture);
        }
    }

    private void Walk()
    {
        var since = new Dictionary<object, List<Access>>(); // by memory
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Node step in steps)
        {
            if (MeetsBefore(step))
            {
                since.Clear();
            }

            int task = Of(step) == StepShare.Alone ? Task(step, since, next) : 0;
            tasks[step] = task;
            List<Access> own = Accesses(step, task).ToList();
            if (Disturbed(since, own).Any())
            {
                meetings.Add(positions[step]);
                since.Clear();
            }

            foreach (Access access in own)
            {
                if (!since.TryGetValue(access.Memory, out List<Access> before))
                {
                    since[access.Memory] = before = [];
                }

                before.Add(access);
            }
        }
    }

    // One after the other; but whoever made what the step needs goes on with it, for then nobody has to wait.
    private int Task(Node step, Dictionary<object, List<Access>> since, Dictionary<string, int> next)
    {
        List<Access> disturbed = Disturbed(since, Accesses(step, -1)).ToList();
        int? maker = disturbed.FirstOrDefault()?.Task;
        if (maker is { } task && disturbed.All(access => access.Task == task))
        {
            return task;
        }

        string place = step.Place is { } block ? $"{block}" : "";
        next[place] = next.TryGetValue(place, out int last) ? last + 1 : 0;
        return next[place];
    }

    private static IEnumerable<Access> Disturbed(Dictionary<object, List<Access>> since, IEnumerable<Access> own) =>
        own.SelectMany(access => since.TryGetValue(access.Memory, out List<Access> before) ? before.Where(access.Disturbs) : []);

    private IEnumerable<Access> Accesses(Node step, int task)
    {
        StepShare share = Of(step);
        Access To(Node value, bool writes) =>
            new(Memory(value), writes, share == StepShare.Rows && value.Shape.Batched ? value.Shape.Size : null, share == StepShare.Alone ? task : null);
        return step.Inputs.Select(input => To(input.Storage, writes: false)).Append(To(step, writes: true));
    }

    // Whoever gives the gradient of the outputs may have put it where the outputs are.
    private object Memory(Node value) =>
        value == graph.OutputGradient ? Memory(graph.Output!.Storage)
        : graph.StateUpdates.TryGetValue(value, out Node state) ? state
        : buffers.Find(value) is { } slot ? slot : value;

    /// <summary>What a step does with a piece of memory.</summary>
    /// <param name="RowSize">The values per row, where each thread sees its own rows only.</param>
    /// <param name="Task">The number of the thread, where one does it alone.</param>
    private sealed record Access(object Memory, bool Writes, long? RowSize, int? Task)
    {
        /// <summary>Whether the threads must meet between the two.</summary>
        public bool Disturbs(Access other) => Memory == other.Memory && (Writes || other.Writes)
            && !(RowSize is { } size && other.RowSize == size) && !(Task is { } task && other.Task == task);
    }
}
