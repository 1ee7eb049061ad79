using Backprop.Compiler.Emission.Rolling;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>The lines of a table of contents: one call per step, with where its values live.</summary>
internal static class StepCalls
{
    private const string Groups = "groups";

    /// <summary>The line that counts groups of rows, where one of the steps needs it.</summary>
    /// <param name="rows">The expression of the number of rows.</param>
    public static void DeclareGroups(EmittedNetwork network, CodeWriter code, IEnumerable<Node> steps, string rows)
    {
        if (steps.Any(step => step.WorksOnLanes))
        {
            code.Line($"int {Groups} = ({rows} + {network.Lane - 1}) / {network.Lane}; // of rows that lie in lanes");
        }
    }

    /// <param name="place">Where a value lives, as this step sees it: <c>workspace.Dense1Output.Origin</c>.</param>
    /// <param name="rows">The expression of the number of rows.</param>
    public static Statement Call(EmittedNetwork network, Node node, string kernels, Func<Node, Node, Operand> place, string rows)
    {
        List<Operand> operands = node.Inputs.Select(input => place(node, input.Storage)).Append(place(node, node)).ToList();
        if (node.Operator.RandomStream is { } stream)
        {
            operands.Add(new Operand(Operand.Mark.ToString(), new Hole("", stream, node.Layer + "Stream")));
        }

        int inputs = node.Inputs.Count;
        return Statement.Of(node.Place, operands, texts =>
        {
            if (!node.Operator.HasMethod)
            {
                return node.Operator.LibraryCall(node, new CallOperands(texts.Take(inputs).ToList(), texts[inputs], Rows(node, rows), texts[texts.Count - 1]));
            }

            string arguments = string.Join(", ", texts.Take(inputs).Select(input => "in " + input).Append("ref " + texts[inputs]).Append(Rows(node, rows)));
            return $"{kernels}.{network.MethodName(node)}<TLane>({arguments});";
        });
    }

    /// <summary>Where a value lives during a training step, as a step sees it.</summary>
    public static Func<Node, Node, Operand> InTraining(EmittedNetwork network)
    {
        Dictionary<Node, EmittedParameter> parameters = network.Parameters.ToDictionary(parameter => parameter.Node);
        Dictionary<Node, EmittedParameter> gradients = network.Parameters.ToDictionary(parameter => network.Graph.ParameterGradients[parameter.Node].Storage);
        Dictionary<Node, EmittedState> states = network.States.ToDictionary(state => state.Node);
        foreach (KeyValuePair<Node, Node> update in network.Graph.StateUpdates)
        {
            states.Add(update.Key, states[update.Value]);
        }

        const char Mark = Operand.Mark;
        return (reader, node) =>
            node == network.Graph.Input ? new("inputs")
            : node == network.Graph.OutputGradient ? new("outputGradient")
            : parameters.TryGetValue(node, out EmittedParameter parameter) ? new($"parameterBuffer.At({Mark})", new($"Offsets.{parameter.Constant}", parameter.Shift, parameter.Constant))
            : gradients.TryGetValue(node, out EmittedParameter gradient) ? new($"gradients.At({Mark})", new($"Offsets.{gradient.Constant}", gradient.Shift, gradient.Constant))
            : states.TryGetValue(node, out EmittedState state) ? new($"stateBuffer.At({Mark})", new($"StateOffsets.{state.Constant}", state.Shift, state.Constant))
            : InBlocks(network, reader, node) ?? new($"workspace.{network.ValueName(node)}.Origin");
    }

    // In the buffers of the repeated blocks, by number; outside of blocks by name, where the value has one.
    private static Operand? InBlocks(EmittedNetwork network, Node reader, Node value)
    {
        BufferSlot? slot = network.TrainingPlan.Find(value);
        bool byNumber = reader.Place is { IsRepeated: true } || value.Place is { IsRepeated: true };
        return slot is null || !byNumber || network.Blocks.Find(slot) is not { } offset
            ? null
            : new(slot.Batched ? $"blocks.At(batch, {Operand.Mark})" : $"workspace.BlockWeights.At({Operand.Mark})", new("", offset, network.ValueName(value)));
    }

    // rows, rows * 196 where the kernel sees each row of the batch as so many, or a number where no batch is involved.
    private static string Rows(Node node, string rows)
    {
        int factor = node.Operator.RowFactor(node);
        rows = node.WorksOnLanes ? Groups : rows;
        return !node.Operator.CountsRows && !node.Shape.Batched && !node.Inputs.Any(input => input.Shape.Batched) ? $"{factor}" : factor == 1 ? rows : $"{rows} * {factor}";
    }
}
