using Backprop.Compiler.Weights;
using Backprop.Serialization;

namespace Backprop.Compiler.Emission;

/// <summary>The file of the weights that lie in the assembly: written out, or as a resource.</summary>
internal static class WeightsEmitter
{
    private const string Class = "WeightsInAssembly";
    private const int PerLine = 8;

    public static string Emit(EmittedNetwork network, WeightFile weights) => SourceFile.Write(network, "the weights.", [], "", code =>
    {
        string data = $"WeightData<{network.Element}>";
        if (network.Spec.IsInferenceOnly)
        {
            code.Line($"private static {data} parameterBuffer => {Class}.Parameters;");
            if (network.States.Count > 0)
            {
                code.Line($"private static {data} stateBuffer => {Class}.State;");
            }

            code.Line();
        }

        string file = Literal.Plain(network.Spec.Weights!.File);
        code.Line(weights.Resource is null
            ? $"// {file}, as the compiler found it. An array of constants is no array but a place in the assembly."
            : $"// {file}, which is a resource of the assembly and is read where it lies there.");
        code.Block($"private static class {Class}", () =>
        {
            if (weights.Resource is { } resource)
            {
                EmitResource(network, weights, resource, code, data);
            }
            else
            {
                EmitLiterals(network, weights, code, data);
            }
        });
    });

    /// <summary>What a network that can be trained has beside its constructor.</summary>
    public static void EmitPretrained(EmittedNetwork network, CodeWriter code)
    {
        string name = network.ClassName;
        code.Line($"/// <summary>A network that starts from the weights of {Literal.Plain(network.Spec.Weights!.File)}: a copy, to be trained further.</summary>");
        code.Block($"public static {name} Pretrained()", () =>
        {
            code.Line($"var network = new {name}(new NetworkBuffer<{network.Element}>(ParameterCount));");
            code.Line($"{Class}.Parameters.Span.CopyTo(network.Parameters);");
            if (network.States.Count > 0)
            {
                code.Line($"{Class}.State.Span.CopyTo(network.State);");
            }

            code.Line("return network;");
        });
        code.Line();
        code.Line("/// <summary>The same network for all who only predict, made at its first use. It may be used by many threads at once, as long as nobody trains it.</summary>");
        code.Line($"public static {name} Shared => SharedInstance.Value;");
        code.Line();
        code.Block("private static class SharedInstance", () => code.Line($"internal static readonly {name} Value = Pretrained();"));
    }

    private static void EmitResource(EmittedNetwork network, WeightFile weights, string resource, CodeWriter code, string data)
    {
        string type = $"global::Backprop.Serialization.EmbeddedWeights<{network.Element}>";
        code.Line($"private static readonly {type} Resource = {type}.Open(");
        code.Line($"    typeof({network.ClassName}), {Literal.Text(resource)}, headerLength: {weights.HeaderLength}, ParameterCount, stateCount: {network.StateCount});");
        code.Line();
        code.Line($"internal static {data} Parameters => Resource.Parameters;");
        code.Line();
        code.Line($"internal static {data} State => Resource.State;");
    }

    private static void EmitLiterals(EmittedNetwork network, WeightFile weights, CodeWriter code, string data)
    {
        Dictionary<string, SafetensorsEntry> entries = weights.ReadHeader().Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        code.Line($"internal static {data} Parameters => new(ParameterValues, ParameterCount);");
        code.Line();
        EmitValues("ParameterValues", NetworkTensor.Parameters(network.Graph));
        if (network.States.Count > 0)
        {
            code.Line();
            code.Line($"internal static {data} State => new(StateValues, {network.StateCount});");
            code.Line();
            EmitValues("StateValues", NetworkTensor.States(network.Graph));
        }

        void EmitValues(string property, IEnumerable<NetworkTensor> tensors)
        {
            code.Line($"private static ReadOnlySpan<{network.Element}> {property} =>");
            code.Line("[");
            foreach (NetworkTensor tensor in tensors)
            {
                code.Line($"    // {tensor.Name} [{string.Join("×", tensor.Shape)}]");
                EmitLines(WeightValues.Read(weights, entries[tensor.Name]));
            }

            code.Line("    // a lane may be read from the last number on");
            EmitLines(new double[network.Lane]);
            code.Line("];");
        }

        void EmitLines(double[] values)
        {
            for (int start = 0; start < values.Length; start += PerLine)
            {
                code.Line("    " + string.Join(" ", values.Skip(start).Take(PerLine).Select(value => Number(value) + ",")));
            }
        }

        string Number(double value) => network.Spec.IsDouble ? Literal.Double(value) : Literal.Single((float)value);
    }
}
