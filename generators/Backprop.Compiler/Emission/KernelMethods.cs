using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission;

/// <summary>The emitted methods of fused operators: formula above, body from the operator.</summary>
internal static class KernelMethods
{
    public static void Emit(EmittedNetwork network, KernelWriter kernel, IEnumerable<Node> steps)
    {
        foreach (Node node in steps.Where(node => node.Operator is not Operators.TransposeOperator and not Operators.LossOperator))
        {
            var parameters = node.Operator.InputNames.Select(name => $"ref readonly {network.Element} {name}")
                .Append($"ref {network.Element} {node.Operator.ResultName}");
            Method(network, kernel, node, "void", string.Join(", ", parameters), () => node.Operator.Emit(node, kernel));
        }
    }

    /// <summary>A method with its formula; all of them end in the number of rows.</summary>
    public static void Method(EmittedNetwork network, KernelWriter kernel, Node node, string result, string parameters, Action body)
    {
        kernel.Line();
        string title = $"{node.Layer}{(node.Operator.MethodSuffix.Length > 0 ? " " : "")}{Words(node.Operator.MethodSuffix)}: ";
        foreach (string line in node.Operator.Describe(node))
        {
            kernel.Line($"// {title}{line}");
            title = "  ";
        }

        kernel.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        kernel.Line($"internal static {result} {network.Declared(network.MethodName(node))}<TLane>({parameters}, int rows)");
        kernel.Line($"    where TLane : struct, ILane<TLane, {network.Element}>");
        kernel.Scope(true, body);
    }

    // WeightGradient → weight gradient.
    private static string Words(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
