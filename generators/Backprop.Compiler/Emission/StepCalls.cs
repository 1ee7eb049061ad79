using Backprop.Compiler.Emission.Rolling;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>The lines of a table of contents: one call per step, with where its values live.</summary>
internal static class StepCalls
{
    private const string Groups = "groups", OwnGroups = "ownGroups";

    /// <summary>The lines that count groups of rows in lanes, where one of the steps needs them.</summary>
    /// <param name="rows">The expression of the number of rows.</param>
    /// <param name="isShared">Whether the threads of a team share the steps, and some see their own rows only.</param>
    public static void DeclareGroups(EmittedNetwork network, CodeWriter code, IReadOnlyCollection<Node> steps, string rows, bool isShared = false)
    {
        string Count(string name) => $"({name} + {network.Lane - 1}) / {network.Lane}; // of {(name == "count" && isShared ? "its " : "")}rows in lanes";
        if (isShared && steps.Any(step => step.WorksOnLanes && TeamPlan.Of(step) == StepShare.Rows))
        {
            code.Line($"int {OwnGroups} = {Count("count")}");
        }

        if (steps.Any(step => step.WorksOnLanes && !(isShared && TeamPlan.Of(step) == StepShare.Rows)))
        {
            code.Line($"int {Groups} = {Count(rows)}");
        }
    }

    /// <summary>The steps of a way through the network, by all threads of a team: the meetings among them included.</summary>
    public static IEnumerable<Statement> Shared(EmittedNetwork network, IEnumerable<Node> steps, string kernels)
    {
        Func<Node, Node, Operand> place = InTraining(network);
        foreach (Node step in steps)
        {
            if (network.Team.MeetsBefore(step))
            {
                yield return new Statement("share.Meet();", [], step.Place);
            }

            yield return Call(network, step, kernels, place, TeamPlan.Of(step) == StepShare.Rows ? "count" : "rows", isShared: true);
        }
    }

    /// <param name="place">Where a value lives, as this step sees it: <c>workspace.Dense1Output.Origin</c>.</param>
    /// <param name="rows">The expression of the number of rows.</param>
    /// <param name="isShared">Whether the threads of a team share the step, which then has their <c>share</c>.</param>
    public static Statement Call(EmittedNetwork network, Node node, string kernels, Func<Node, Node, Operand> place, string rows, bool isShared = false)
    {
        List<Operand> operands = node.Inputs.Select(input => place(node, input.Storage)).Append(place(node, node)).ToList();
        int inputs = node.Inputs.Count;
        if (node.Operator.RandomStream is { } stream)
        {
            operands.Add(new Operand(Operand.Mark.ToString(), new Hole("", stream, node.Layer + "Stream")));
        }

        bool alone = isShared && TeamPlan.Of(node) == StepShare.Alone;
        if (alone)
        {
            operands.Add(new Operand(Operand.Mark.ToString(), new Hole("", network.Team.TaskOf(node), node.Layer + "Task")));
        }

        string groups = isShared && TeamPlan.Of(node) == StepShare.Rows ? OwnGroups : Groups;
        return Statement.Of(node.Place, operands, texts =>
        {
            string when = alone ? $"if (share.Takes({texts[texts.Count - 1]})) " : "";
            if (!node.Operator.HasMethod)
            {
                return when + node.Operator.LibraryCall(node, new CallOperands(
                    texts.Take(inputs).ToList(), texts[inputs], Rows(node, rows, groups), texts[texts.Count - 1], isShared ? "first" : "0", isShared && node.Operator.SplitsOutput ? ", share" : "", network.Lane));
            }

            string arguments = string.Join(", ", texts.Take(inputs).Select(input => "in " + input).Append("ref " + texts[inputs]).Append(Rows(node, rows, groups)));
            string further = node.Operator.SplitsOutput ? ", share.Part, share.Parts" : node.Operator.CountsBatch ? $", {Rows(node, "rows", groups)}" : "";
            return $"{when}{kernels}<TLane>.{network.MethodName(node)}({arguments}{further});";
        });
    }

    /// <summary>Where a value lives during a training step, as a step sees it.</summary>
    public static Func<Node, Node, Operand> InTraining(EmittedNetwork network)
    {
        Dictionary<Node, EmittedParameter> parameters = network.Parameters.ToDictionary(parameter => parameter.Node);
        Dictionary<Node, EmittedParameter> gradients = network.Spec.IsInferenceOnly
            ? []
            : network.Parameters.ToDictionary(parameter => network.Graph.ParameterGradients[parameter.Node].Storage);
        Dictionary<Node, EmittedState> states = network.States.ToDictionary(state => state.Node);
        foreach (KeyValuePair<Node, Node> update in network.Graph.StateUpdates)
        {
            states.Add(update.Key, states[update.Value]);
        }

        const char Mark = Operand.Mark;
        return (reader, node) =>
            node == network.Graph.Input ? new(TakesOwnRows(reader, node) ? "Lanes.At(in inputs, first, InputSize)" : "inputs")
            : node == network.Graph.OutputGradient ? new(TakesOwnRows(reader, node) ? "Lanes.At(in outputGradient, first, OutputSize)" : "outputGradient")
            : parameters.TryGetValue(node, out EmittedParameter parameter) ? new($"parameterBuffer.At({Mark})", new($"Offsets.{parameter.Constant}", parameter.Shift, parameter.Constant))
            : gradients.TryGetValue(node, out EmittedParameter gradient) ? new($"gradients.At({Mark})", new($"Offsets.{gradient.Constant}", gradient.Shift, gradient.Constant))
            : states.TryGetValue(node, out EmittedState state) ? new($"stateBuffer.At({Mark})", new($"StateOffsets.{state.Constant}", state.Shift, state.Constant))
            : InBlocks(network, reader, node) ?? new($"workspace.{network.ValueName(node)}.{(TakesOwnRows(reader, node) ? $"At(first, {node.Shape.Width})" : "Origin")}");
    }

    // Whether a thread goes only to its own rows of the value, from row first on.
    private static bool TakesOwnRows(Node reader, Node value) => value.Shape.Batched && TeamPlan.Of(reader) == StepShare.Rows;

    // In the buffers of the repeated blocks, by number; outside of blocks by name, where the value has one.
    private static Operand? InBlocks(EmittedNetwork network, Node reader, Node value)
    {
        BufferSlot? slot = network.TrainingPlan.Find(value);
        bool byNumber = reader.Place is { IsRepeated: true } || value.Place is { IsRepeated: true };
        return slot is null || !byNumber || network.Blocks.Find(slot) is not { } offset
            ? null
            : new(slot.Batched ? $"blocks.At(batch, {Operand.Mark}{(TakesOwnRows(reader, value) ? $", first, {value.Shape.Width}" : "")})" : $"workspace.BlockWeights.At({Operand.Mark})", new("", offset, network.ValueName(value)));
    }

    // rows, rows * 196 where the kernel sees each row of the batch as so many, or a number where no batch is involved.
    private static string Rows(Node node, string rows, string groups)
    {
        int factor = node.Operator.RowFactor(node);
        rows = node.WorksOnLanes ? groups : rows;
        return !node.Operator.CountsRows && !node.Shape.Batched && !node.Inputs.Any(input => input.Shape.Batched) ? $"{factor}" : factor == 1 ? rows : $"{rows} * {factor}";
    }
}
