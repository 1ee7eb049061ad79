using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission;

/// <summary>The lines of a table of contents: one call per step, with where its values live.</summary>
internal static class StepCalls
{
    /// <param name="place">The reference expression of a value: <c>workspace.Dense1Output.Origin</c>.</param>
    /// <param name="rows">The expression of the number of rows.</param>
    public static string Call(EmittedNetwork network, Node node, string kernels, Func<Node, string> place, string rows)
    {
        List<string> inputs = node.Inputs.Select(input => place(input.Storage)).ToList();
        if (!node.Operator.HasMethod)
        {
            return node.Operator.LibraryCall(node, inputs, place(node), Rows(node, rows));
        }

        string arguments = string.Join(", ", inputs.Select(input => "in " + input).Append("ref " + place(node)).Append(Rows(node, rows)));
        return $"{kernels}.{network.MethodName(node)}<TLane>({arguments});";
    }

    // rows, rows * 196 where the kernel sees each row of the batch as so many, or a number where no batch is involved.
    private static string Rows(Node node, string rows)
    {
        int factor = node.Operator.RowFactor(node);
        return !node.Operator.CountsRows && !node.Shape.Batched && !node.Inputs.Any(input => input.Shape.Batched) ? $"{factor}" : factor == 1 ? rows : $"{rows} * {factor}";
    }

    /// <summary>Where a value lives during a training step.</summary>
    public static Func<Node, string> InTraining(EmittedNetwork network)
    {
        Dictionary<Node, EmittedParameter> parameters = network.Parameters.ToDictionary(parameter => parameter.Node);
        Dictionary<Node, EmittedParameter> gradients = network.Parameters.ToDictionary(parameter => network.Graph.ParameterGradients[parameter.Node].Storage);
        Dictionary<Node, EmittedState> states = network.States.ToDictionary(state => state.Node);
        foreach (EmittedState state in network.States.Where(state => network.Graph.StateUpdates.ContainsKey(state.Node)))
        {
            states.Add(network.Graph.StateUpdates[state.Node], state);
        }

        return node =>
            node == network.Graph.Input ? "inputs"
            : node == network.Graph.OutputGradient ? "outputGradient"
            : parameters.TryGetValue(node, out EmittedParameter parameter) ? $"parameterBuffer.At(Offsets.{parameter.Constant})"
            : gradients.TryGetValue(node, out EmittedParameter gradient) ? $"gradients.At(Offsets.{gradient.Constant})"
            : states.TryGetValue(node, out EmittedState place) ? $"stateBuffer.At(StateOffsets.{place.Constant})"
            : $"workspace.{network.ValueName(node)}.Origin";
    }
}
