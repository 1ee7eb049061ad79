using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission;

/// <summary>The emitted methods of fused operators: formula above, body from the operator.</summary>
internal static class KernelMethods
{
    public static void Emit(EmittedNetwork network, KernelWriter kernel, IEnumerable<Node> steps)
    {
        foreach (Node node in steps.Where(node => network.OwnsMethod(node) && node.Operator is not Operators.LossOperator))
        {
            IEnumerable<string> comment = node.Operator.Describe(node).Concat(Positions(network, node)).Concat(Kept(network, node));
            Method(network, kernel, node, comment, "void", Parameters(network, node), () => node.Operator.Emit(node, kernel));
        }
    }

    /// <summary>The text of a step's method, without its name and its formula: equal texts can be one method.</summary>
    public static string Code(EmittedNetwork network, Node node)
    {
        var code = new CodeWriter();
        var kernel = new KernelWriter(code, network.Spec.IsDouble, new NameTable());
        kernel.Method([], "void", "Method", [.. Parameters(network, node)], () => node.Operator.Emit(node, kernel));
        kernel.EmitFunctions();
        return code.ToString();
    }

    private static IEnumerable<KernelParameter> Parameters(EmittedNetwork network, Node node) => node.Operator.InputNames
        .Select(name => new KernelParameter($"in {network.Element} {name}", $"in {name}"))
        .Append(new KernelParameter($"ref {network.Element} {node.Operator.ResultName}", $"ref {node.Operator.ResultName}"))
        .Concat(Numbers(node).Select(Number));

    // The rows come after the values, in all methods.
    private static IEnumerable<string> Numbers(Node node) =>
        node.Operator.SplitsOutput ? ["rows", "part", "parts"] : node.Operator.CountsBatch ? ["rows", "batch"] : ["rows"];

    /// <summary>A parameter that is a number.</summary>
    public static KernelParameter Number(string name) => new($"int {name}", name);

    /// <summary>A method with its formula.</summary>
    /// <param name="comment">The formula, then what else is to be said.</param>
    public static void Method(
        EmittedNetwork network, KernelWriter kernel, Node node, IEnumerable<string> comment, string result, IEnumerable<KernelParameter> parameters, Action body)
    {
        string title = $"{node.Layer}{(node.Operator.MethodSuffix.Length > 0 ? " " : "")}{Words(node.Operator.MethodSuffix)}: ";
        kernel.Method(
            comment.Select((line, index) => (index == 0 ? title : "  ") + line),
            result,
            network.Declared(network.MethodName(node)),
            [.. parameters],
            body);
    }

    private static IEnumerable<string> Positions(EmittedNetwork network, Node node)
    {
        int factor = node.Operator.RowFactor(node);
        if (node.WorksOnLanes)
        {
            return [$"`rows` are {(factor > 1 ? $"positions, {factor} in each group" : "groups")} of {network.Lane}, in lanes."];
        }

        return factor > 1 && (node.Shape.Batched || node.Inputs.Any(input => input.Shape.Batched)) ? [$"`rows` counts positions, {factor} in each row of the batch."] : [];
    }

    // What the way back still needs of a forward value. Some steps are calls of the library and have no method.
    private static IEnumerable<string> Kept(EmittedNetwork network, Node node)
    {
        IEnumerable<Node> steps = node.IsBackward ? [] : network.BackwardReaders(node);
        string[] readers = steps.Select(step => step.Operator.HasMethod ? network.MethodName(step) : step.Operator.Name).ToArray();
        return readers.Length > 0 ? [$"{node.Operator.ResultName} is kept for {string.Join(" and ", readers)}."] : [];
    }

    // WeightGradient → weight gradient.
    private static string Words(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
