using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission;

/// <summary>A parameter of an emitted method.</summary>
/// <param name="Declaration">As it is declared: <c>ref readonly float x</c>.</param>
/// <param name="Argument">As it is passed on: <c>in x</c>.</param>
internal sealed record KernelParameter(string Declaration, string Argument);

/// <summary>Writes one class of emitted methods, and remembers which functions they call.</summary>
/// <param name="names">The names taken in the class.</param>
internal sealed class KernelWriter(CodeWriter code, bool isDouble, NameTable names)
{
    private readonly Queue<(string Name, string Comment, Action Body)> variants = new();
    private string methodName = "";
    private IReadOnlyList<KernelParameter> parameters = [];
    private bool hasMethods;

    private readonly SortedDictionary<string, ElementwiseFunction> forward = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ElementwiseFunction> backward = new(StringComparer.Ordinal);

    private readonly Dictionary<TileEndStruct, string> ends = [];

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

    /// <summary>Writes a method over lanes with its formula above, then the variants that its body asked for.</summary>
    public void Method(IEnumerable<string> comment, string result, string name, IReadOnlyList<KernelParameter> parameters, Action body)
    {
        (methodName, this.parameters) = (name, parameters);
        Write(comment, result, name, body);
        while (variants.Count > 0)
        {
            (string variant, string note, Action variantBody) = variants.Dequeue();
            Write([note], result, variant, variantBody);
        }
    }

    /// <summary>The call of a variant of the current method, with the same parameters; it is written after the method itself.</summary>
    public string Variant(string suffix, string comment, Action body)
    {
        string name = names.Unique(methodName + suffix);
        variants.Enqueue((name, $"{methodName}, {comment}", body));
        return $"{name}({string.Join(", ", parameters.Select(parameter => parameter.Argument))});";
    }

    private void Write(IEnumerable<string> comment, string result, string name, Action body)
    {
        Separate(hasMethods);
        hasMethods = true;
        foreach (string line in comment)
        {
            Line($"// {line}");
        }

        string head = $"internal static {result} {name}({string.Join(", ", parameters.Select(parameter => parameter.Declaration))})";
        string text = Capture(body);
        if (text.IndexOf('\n') == text.Length - 1)
        {
            // Nothing but a call of what layers share.
            Line(head + " =>");
            Line($"    {text.TrimEnd('\n')}");
            return;
        }

        Optimized();
        Line(head);
        Scope(true, () => code.Lines(text.TrimEnd('\n')));
    }

    /// <summary>The attribute of a method with loops: it is fast from its first call on, and by itself.</summary>
    public void Optimized() => Line("[MethodImpl(Jit.OwnCode)]");

    /// <summary>The attribute of a method that is part of its callers: a call would spill the sums that they keep in registers.</summary>
    public void Inlined() => Line("[MethodImpl(Jit.Inlined)]");

    // The lines that the body writes.
    private string Capture(Action body)
    {
        CodeWriter outer = code;
        code = new CodeWriter();
        body();
        string text = code.ToString();
        code = outer;
        return text;
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

    /// <summary>The name of the end of a tile, for which a struct will be written.</summary>
    public string End(TileEndStruct end)
    {
        if (!ends.TryGetValue(end, out string name))
        {
            ends[end] = name = names.Unique(end.Name);
        }

        return name;
    }

    /// <summary>Writes the ends of tiles and the functions that were called.</summary>
    public void EmitFunctions()
    {
        foreach (KeyValuePair<TileEndStruct, string> end in ends)
        {
            end.Key.Emit(this, end.Value);
        }

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
        Inlined();
        string head = $"private static TLane {name}({parameters}{constant})";
        if (body.Count == 1)
        {
            Line($"{head} => {body[0].Substring("return ".Length)}");
            return;
        }

        code.Block(head, () =>
        {
            foreach (string line in body)
            {
                Line(line);
            }
        });
    }
}
