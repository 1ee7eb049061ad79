using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;
using Backprop.Compiler.Passes;
using Backprop.Compiler.Tests.Graph;

namespace Backprop.Compiler.Tests.Passes;

/// <summary>Plans are executed on a memory that knows which value each slot holds: whoever reads a value must find it, and not what came after.</summary>
public sealed class BufferPlanTests
{
    private const int Networks = 300;

    private static readonly NetworkGraph[] RandomGraphs = [.. Enumerable.Range(0, Networks).Select(seed => NetworkCompiler.Compile(Specs.Random(seed)))];

    [Fact]
    public void NoValueIsOverwrittenWhileItIsNeededInTraining()
    {
        int reused = 0;
        foreach (NetworkGraph graph in RandomGraphs)
        {
            BufferPlan plan = BufferPlan.ForTraining(graph);
            List<Node> steps = BufferPlan.TrainingSteps(graph);
            var memory = new Memory(graph, plan, graph.ParameterGradients.Values.Select(gradient => gradient.Storage).Concat(graph.StateUpdates.Keys));
            foreach (Node node in steps)
            {
                memory.Execute(node);
                if (node == steps.FindLast(step => !step.IsBackward))
                {
                    AssertForwardValuesAreThere(graph, plan, steps, memory);
                }
            }

            if (graph.InputGradient is { } gradient && !graph.ParameterGradients.ContainsValue(gradient))
            {
                memory.AssertHolds(gradient);
            }

            reused += plan.Slots.Sum(slot => slot.Values.Count - 1);
        }

        Assert.InRange(reused, Networks, int.MaxValue);
    }

    /// <summary>A prediction first computes what does not depend on the rows, once, and then takes a few rows at a time through everything else.</summary>
    [Fact]
    public void NoValueIsOverwrittenWhileItIsNeededInPrediction()
    {
        int reused = 0;
        foreach (NetworkGraph graph in RandomGraphs)
        {
            BufferPlan plan = BufferPlan.ForPrediction(graph);
            List<Node> steps = BufferPlan.PredictionSteps(graph);
            var memory = new Memory(graph, plan, BufferPlan.PredictionRoots(graph).Select(root => root.Storage).Concat(BufferPlan.FewRowsResults(graph)));
            foreach (Node node in steps.Where(step => !step.Shape.Batched))
            {
                memory.Execute(node);
            }

            for (int rows = 0; rows < 2; rows++)
            {
                foreach (Node node in steps.Where(step => step.Shape.Batched))
                {
                    memory.Execute(node);
                }
            }

            reused += plan.Slots.Sum(slot => slot.Values.Count - 1);
        }

        Assert.InRange(reused, Networks, int.MaxValue);
    }

    [Fact]
    public void SlotsFitTheirValues()
    {
        foreach (NetworkGraph graph in RandomGraphs)
        {
            foreach (BufferPlan plan in new[] { BufferPlan.ForTraining(graph), BufferPlan.ForPrediction(graph) })
            {
                Assert.All(plan.Slots, slot =>
                {
                    Assert.Equal(slot.Values.Max(value => value.Shape.Size), slot.Size);
                    Assert.All(slot.Values, value => Assert.Equal((slot.Batched, slot.InLanes), (value.Shape.Batched, value.InLanes)));
                    Assert.All(slot.Values, value => Assert.Same(slot, plan.Find(value)));
                });
            }
        }
    }

    /// <summary>Three wide layers and back: the δ of a layer may take the place of a value that only later layers needed.</summary>
    [Fact]
    public void BackwardReusesWhatForwardLeaves()
    {
        NetworkGraph graph = Graphs.Compiled(
            Specs.Input(20), Specs.Dense(32, Activation.ReLU), Specs.Dense(32, Activation.ReLU), Specs.Dense(32, Activation.ReLU), Specs.Dense(32), Specs.Layer("MeanSquaredError"));
        BufferPlan plan = BufferPlan.ForTraining(graph);

        // Forward: h1, h2, h3, z, δz. Backward: δ3 over z (nobody reads the outputs again), δ2 over δz or z, δ1 over what is free by then.
        Assert.Equal(5, plan.Slots.Count(slot => slot.Batched));
        Assert.Equal(8, plan.Slots.Where(slot => slot.Batched).Sum(slot => slot.Values.Count));
        Node[] forward = [.. BufferPlan.TrainingSteps(graph).Where(node => !node.IsBackward)];
        Assert.Equal(5, forward.Select(plan.Find).Distinct().Count());
    }

    /// <summary>Two turned weights in one prediction are both needed for every few rows, however far apart their layers are.</summary>
    [Fact]
    public void TurnedWeightsOfAPredictionDoNotShare()
    {
        NetworkGraph graph = Graphs.Compiled(Specs.Input(20), Specs.Dense(3), Specs.Dense(20), Specs.Dense(3));
        BufferPlan plan = BufferPlan.ForPrediction(graph);
        Node[] turned = [.. BufferPlan.PredictionSteps(graph).Where(node => node.Operator is TransposeOperator)];

        Assert.Equal(2, turned.Length);
        Assert.NotSame(plan.Find(turned[0]), plan.Find(turned[1]));
    }

    [Fact]
    public void WorksInPlaceOnlyAfterTheLastUse()
    {
        var graph = new NetworkGraph();
        Node x = graph.Input = graph.Add(new InputOperator(Shape.Rows(4)), "Input");
        Node a = graph.Add(new ElementwiseOperator(new Tanh()), "A", x);
        Node b = graph.Add(new ElementwiseOperator(new ReLU()), "B", a);
        Node c = graph.Add(new ElementwiseOperator(new Sigmoid()), "C", a);
        Node sum = graph.Add(new AddOperator(), "D", b, c);
        graph.Output = graph.Prediction = graph.Add(new ElementwiseOperator(new Tanh()), "E", sum);
        BufferPlan plan = BufferPlan.ForPrediction(graph);

        Assert.Null(plan.Find(x)); // the caller's
        Assert.NotSame(plan.Find(a), plan.Find(b)); // C still reads A
        Assert.Same(plan.Find(a), plan.Find(c));
        Assert.Same(plan.Find(b), plan.Find(sum));
        Assert.Null(plan.Find(graph.Prediction)); // the caller's
    }

    [Fact]
    public void ParameterGradientsHaveNoSlot()
    {
        NetworkGraph graph = Graphs.Compiled(Specs.Input(20), Specs.Dense(3, Activation.Tanh), Specs.Dense(20), Specs.Layer("MeanSquaredError"));
        BufferPlan plan = BufferPlan.ForTraining(graph);

        Assert.Equal(4, graph.ParameterGradients.Count);
        Assert.All(graph.ParameterGradients.Values, gradient => Assert.Null(plan.Find(gradient)));
    }

    /// <summary>After forward and loss a user can look at every value, but for those that an operator of the same layer has worked on in place.</summary>
    private static void AssertForwardValuesAreThere(NetworkGraph graph, BufferPlan plan, List<Node> steps, Memory memory)
    {
        foreach (Node value in steps.Where(step => !step.IsBackward && step.Shape.Batched))
        {
            Node? successor = graph.Nodes.FirstOrDefault(node => node != value && node.Layer == value.Layer && !node.IsBackward && node.Inputs.FirstOrDefault() == value && plan.Find(node) == plan.Find(value));
            memory.AssertHolds(successor ?? value);
        }
    }

    /// <summary>Which value each slot holds.</summary>
    private sealed class Memory(NetworkGraph graph, BufferPlan plan, IEnumerable<Node> outside)
    {
        private readonly Dictionary<BufferSlot, Node> held = [];
        private readonly HashSet<Node> elsewhere = [.. outside];

        public void Execute(Node node)
        {
            Node[] inputs = [.. node.Inputs.Select(input => input.Storage)];
            foreach (Node input in inputs.Where(input => !input.Operator.IsLeaf))
            {
                AssertHolds(input);
            }

            if (elsewhere.Contains(node))
            {
                return;
            }

            BufferSlot slot = Slot(node);
            for (int index = 0; index < inputs.Length; index++)
            {
                bool shares = !inputs[index].Operator.IsLeaf && plan.Find(inputs[index]) == slot;

                // The same value twice (x + x) is read at one place before that place is written.
                bool first = inputs[index] == inputs[0];
                Assert.False(shares && (!first || !node.Operator.WorksInPlace || inputs[0].Shape.Size != node.Shape.Size), $"{node} overwrites what it reads, in\n{GraphPrinter.Print(graph)}");
            }

            held[slot] = node;
        }

        public void AssertHolds(Node seen)
        {
            Node value = seen.Storage;
            if (!elsewhere.Contains(value) && !value.Operator.IsLeaf)
            {
                Assert.True(held.TryGetValue(Slot(value), out Node? found), $"{value} was never made, in\n{GraphPrinter.Print(graph)}");
                Assert.True(found == value, $"{value} was overwritten by {found}, in\n{GraphPrinter.Print(graph)}");
            }
        }

        private BufferSlot Slot(Node value) => plan.Find(value) ?? throw new InvalidOperationException($"{value} has no slot.");
    }
}
