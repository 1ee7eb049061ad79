using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission;

/// <summary>The lines of a table of contents: one call per step, with where its values live.</summary>
internal static class StepCalls
{
    /// <param name="place">The reference expression of a value: <c>workspace.Dense1Output.Origin</c>.</param>
    /// <param name="rows">The expression of the number of rows.</param>
    public static string Call(EmittedNetwork network, Node node, string kernels, Func<Node, string> place, string rows)
    {
        List<string> inputs = node.Inputs.Select(place).ToList();
        if (!node.Operator.HasMethod)
        {
            return node.Operator.LibraryCall(node, inputs, place(node));
        }

        string arguments = string.Join(", ", inputs.Select(input => "in " + input).Append("ref " + place(node)).Append(rows));
        return $"{kernels}.{network.MethodName(node)}<TLane>({arguments});";
    }

    /// <summary>Where a value lives during a training step.</summary>
    public static Func<Node, string> InTraining(EmittedNetwork network)
    {
        Dictionary<Node, EmittedParameter> parameters = network.Parameters.ToDictionary(parameter => parameter.Node);
        Dictionary<Node, EmittedParameter> gradients = network.Parameters.ToDictionary(parameter => network.Graph.ParameterGradients[parameter.Node]);
        return node =>
            node == network.Graph.Input ? "inputs"
            : node == network.Graph.OutputGradient ? "outputGradient"
            : parameters.TryGetValue(node, out EmittedParameter parameter) ? $"parameterBuffer.At(Offsets.{parameter.Constant})"
            : gradients.TryGetValue(node, out EmittedParameter gradient) ? $"gradients.At(Offsets.{gradient.Constant})"
            : $"workspace.{network.ValueName(node)}.Origin";
    }
}
