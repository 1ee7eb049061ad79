using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission;

/// <summary>Writes the bodies of one class of emitted methods, and remembers which functions they call.</summary>
internal sealed class KernelWriter(CodeWriter code, bool isDouble)
{
    private readonly SortedDictionary<string, ElementwiseFunction> forward = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ElementwiseFunction> backward = new(StringComparer.Ordinal);

    /// <summary>The numbers in a lane: 64 bytes of them.</summary>
    public int Lane { get; } = isDouble ? 8 : 16;

    /// <summary>The element type's keyword.</summary>
    public string Element { get; } = isDouble ? "double" : "float";

    public void Line(string line = "") => code.Line(line);

    public void Block(string head, Action body) => code.Block(head, body);

    /// <summary>A blank line, if asked for.</summary>
    public void Separate(bool blank)
    {
        if (blank)
        {
            code.Line();
        }
    }

    /// <summary>Puts the body in braces of its own, if asked to.</summary>
    public void Scope(bool braces, Action body)
    {
        if (braces)
        {
            code.Braces(body);
        }
        else
        {
            body();
        }
    }

    /// <summary>The expression f(x).</summary>
    public string Forward(ElementwiseFunction function, string x)
    {
        forward[function.MethodName] = function;
        return $"{function.MethodName}({x}{Constant(function)})";
    }

    /// <summary>The expression d·f′.</summary>
    public string Backward(ElementwiseFunction function, string d, string saved)
    {
        backward[function.MethodName] = function;
        return $"{function.MethodName}Backward({d}, {saved}{Constant(function)})";
    }

    /// <summary>Writes the functions that were called.</summary>
    public void EmitFunctions()
    {
        foreach (ElementwiseFunction function in forward.Values)
        {
            Emit($"{function.Symbol}(x) = {function.Formula}", function.MethodName, "TLane x", function, function.ForwardBody);
        }

        foreach (ElementwiseFunction function in backward.Values)
        {
            string saved = function.SavedSymbol;
            Emit($"d·{function.Symbol}′; {function.DerivativeFormula}", function.MethodName + "Backward", $"TLane d, TLane {saved}", function, function.BackwardBody);
        }
    }

    private static string Constant(ElementwiseFunction function) => function.Constant is { } constant ? $", {constant.Literal}" : "";

    private void Emit(string formula, string name, string parameters, ElementwiseFunction function, IReadOnlyList<string> body)
    {
        string constant = function.Constant is { } c ? $", double {c.Name}" : "";
        Line();
        Line($"// {formula}");
        Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        Line($"private static TLane {name}<TLane>({parameters}{constant})");
        Line("    where TLane : struct, ILane<TLane>");
        code.Braces(() =>
        {
            foreach (string line in body)
            {
                Line(line);
            }
        });
    }
}
