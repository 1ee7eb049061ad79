using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators.Normalization;
using Backprop.Compiler.Passes;
using Backprop.Compiler.Tests.Graph;

namespace Backprop.Compiler.Tests.Passes;

/// <summary>Where the threads meet. The rule is checked on memory: which numbers of it a thread touches in a step, and whether another one may touch them before a meeting.</summary>
public sealed class TeamPlanTests
{
    private const int Networks = 300, Rows = 50;

    [Fact]
    public void AnMlpMeetsOncePerValueOfTheWayBack()
    {
        string[] steps = Print(Graphs.Compiled(Specs.Input(20), Specs.Dense(32, Activation.ReLU), Specs.Dense(32), Specs.Layer("MeanSquaredError")));

        Assert.Equal(
        [
            "Dense1 Dense+bias+relu Rows", "Dense2 Dense+bias Rows", "MeanSquaredError MeanSquaredError Rows",
            "meet",
            "Dense2 BiasGradient Alone 0", "Dense2 DenseWeightGradient Tiles", "Dense2 DenseInputGradient+relu Rows",
            "meet",
            "Dense1 BiasGradient Alone 1", "Dense1 DenseWeightGradient Tiles",
        ], steps);
    }

    /// <summary>What one thread makes alone and what follows from it stays with it: the moments of a batch, and the running ones.</summary>
    [Fact]
    public void WhoMadeSomethingGoesOnWithIt()
    {
        NetworkGraph graph = Graphs.Compiled(Specs.Input(20), Specs.Dense(32), Specs.Layer("BatchNorm"), Specs.Layer("MeanSquaredError"));
        List<Node> steps = BufferPlan.TrainingSteps(graph);
        var plan = TeamPlan.ForTraining(graph, BufferPlan.ForTraining(graph), steps);
        Node moments = steps.Single(step => step.Operator is BatchMomentsOperator), running = steps.Single(step => step.Operator is RunningMomentsOperator);

        Assert.True(plan.MeetsBefore(moments));
        Assert.False(plan.MeetsBefore(running));
        Assert.Equal(plan.TaskOf(moments), plan.TaskOf(running));
        Assert.True(plan.MeetsBefore(steps.Single(step => step.Operator is BatchNormalizeOperator)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void NobodyTouchesWhatAnotherMayBeWorkingOn(int parts)
    {
        int meetings = 0;
        for (int seed = 0; seed < Networks; seed++)
        {
            NetworkGraph graph = NetworkCompiler.Compile(Specs.Random(seed));
            BufferPlan buffers = BufferPlan.ForTraining(graph);
            List<Node> steps = BufferPlan.TrainingSteps(graph);
            var plan = TeamPlan.ForTraining(graph, buffers, steps);
            var since = new List<(Node Step, Touch Touch)>();
            foreach (Node step in steps)
            {
                if (plan.MeetsBefore(step))
                {
                    since.Clear();
                    meetings++;
                }

                Touch[] touched = [.. Touched(graph, buffers, plan, step, parts)];
                foreach ((Node before, Touch other) in since)
                {
                    Assert.False(touched.Any(other.Disturbs), $"{step} comes too early after {before}, in\n{GraphPrinter.Print(graph)}");
                }

                if (TeamPlan.Of(step) != StepShare.Tiles)
                {
                    Assert.DoesNotContain(touched, one => touched.Any(one.Disturbs));
                }

                since.AddRange(touched.Select(touch => (step, touch)));
            }
        }

        Assert.InRange(meetings, Networks, int.MaxValue);
    }

    private static string[] Print(NetworkGraph graph)
    {
        List<Node> steps = BufferPlan.TrainingSteps(graph);
        var plan = TeamPlan.ForTraining(graph, BufferPlan.ForTraining(graph), steps);
        return [.. steps.SelectMany(step => (plan.MeetsBefore(step) ? ["meet"] : Array.Empty<string>())
            .Append($"{step.Layer} {step.Operator.Name} {TeamPlan.Of(step)}{(TeamPlan.Of(step) == StepShare.Alone ? $" {plan.TaskOf(step)}" : "")}"))];
    }

    // What each thread reads and writes in a step, as ranges of numbers in pieces of memory.
    private static IEnumerable<Touch> Touched(NetworkGraph graph, BufferPlan buffers, TeamPlan plan, Node step, int parts)
    {
        for (int part = 0; part < parts; part++)
        {
            if (TeamPlan.Of(step) == StepShare.Alone && plan.TaskOf(step) % parts != part)
            {
                continue;
            }

            foreach ((Node value, bool writes) in step.Inputs.Select(input => (input.Storage, false)).Append((step, true)))
            {
                object memory = graph.StateUpdates.TryGetValue(value, out Node? state) ? state : (object?)buffers.Find(value) ?? value;
                long size = value.Shape.Size, rows = value.Shape.Batched ? Rows : 1;
                bool own = value.Shape.Batched && TeamPlan.Of(step) == StepShare.Rows;
                long groups = (Rows + 15) / 16;
                long first = own ? Math.Min(groups * part / parts * 16, Rows) : 0, end = own ? Math.Min(groups * (part + 1) / parts * 16, Rows) : rows;
                yield return new Touch(memory, part, writes, first * size, end * size);
            }
        }
    }

    private sealed record Touch(object Memory, int Part, bool Writes, long First, long End)
    {
        public bool Disturbs(Touch other) => Memory == other.Memory && Part != other.Part && (Writes || other.Writes) && First < other.End && other.First < End;
    }
}
