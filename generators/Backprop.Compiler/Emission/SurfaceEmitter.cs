using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Emission.Rolling;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission;

/// <summary>The file of what users call and see: sizes, parameters, layout, layers, workspace.</summary>
internal static class SurfaceEmitter
{
    public static string Emit(EmittedNetwork network) => network.Spec.IsInferenceOnly ? InferenceSurfaceEmitter.Emit(network) : EmitTrained(network);

    private static string EmitTrained(EmittedNetwork network) => SourceFile.Write(network, "what you call.", PlanText.Write(network), $" : INetwork<{network.Element}>", code =>
    {
        EmitSizes(network, code);
        code.Line();
        code.Line($"private readonly NetworkBuffer<{network.Element}> parameterBuffer;");
        if (network.States.Count > 0)
        {
            code.Line($"private readonly NetworkBuffer<{network.Element}> stateBuffer = new({network.StateCount});");
        }

        code.Line();
        EmitConstructor(network, code);
        code.Line();
        EmitParameters(network, code);
        code.Line();
        if (network.States.Count > 0)
        {
            EmitState(network, code);
        }

        ArchitectureEmitter.Emit(network, code);
        code.Line();
        InterfaceEmitter.Emit(network, code);
        code.Line();
        LayerViewEmitter.Emit(network, code);
        code.Line();
        WorkspaceEmitter.Emit(network, code);
        code.Line();
        EmitOffsets(network, code);
    });

    public static void EmitSizes(EmittedNetwork network, CodeWriter code)
    {
        code.Line("/// <summary>The number of parameters.</summary>");
        code.Line($"public const int ParameterCount = {network.ParameterCount};");
        code.Line();
        code.Line("/// <summary>Values per input row.</summary>");
        code.Line($"public const int InputSize = {network.InputSize};");
        code.Line();
        code.Line("/// <summary>Values per output row.</summary>");
        code.Line($"public const int OutputSize = {network.OutputSize};");
    }

    private static void EmitConstructor(EmittedNetwork network, CodeWriter code)
    {
        code.Line("/// <summary>A network with fresh parameters: weights drawn as declared, biases zero.</summary>");
        code.Line("/// <param name=\"seed\">The same seed gives the same parameters, everywhere.</param>");
        var writer = new RolledWriter(code, "ParameterPlaces", network.Strides);
        code.Block($"public {network.ClassName}(long seed = 0)", () =>
        {
            code.Line("parameterBuffer = new(ParameterCount);");
            writer.Write(network.Parameters.Select(InitialValue).OfType<Statement>());
            writer.Write(network.States.SelectMany(InitialValues));
        });
        writer.WriteTables();
        code.Line();
        code.Line("// Parameters are yet to be filled in.");
        code.Line("[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]");
        code.Line($"private {network.ClassName}(NetworkBuffer<{network.Element}> parameters) => parameterBuffer = parameters;");
        code.Line();
        code.Line("/// <summary>The network whose parameters a safetensors file holds, as by <c>LoadInto</c>.</summary>");
        code.Line("/// <exception cref=\"global::Backprop.Serialization.ModelFileException\">The file does not hold this network.</exception>");
        string empty = $"new {network.ClassName}(new NetworkBuffer<{network.Element}>(ParameterCount))";
        code.Line($"public static {network.ClassName} Load(string path, global::Backprop.Serialization.LoadOptions? options = null) =>");
        code.Line($"    ModelFiles.Load<{network.ClassName}, {network.Element}>({empty}, path, options);");
        if (network.Spec.Weights is not null)
        {
            code.Line();
            WeightsEmitter.EmitPretrained(network, code);
        }
    }

    private static Statement? InitialValue(EmittedParameter parameter, int stream)
    {
        if (parameter.Operator.Start is not { } start)
        {
            return null;
        }

        Operand place = new(Operand.Mark.ToString(), new Hole($"Offsets.{parameter.Constant}", parameter.Shift, parameter.Constant));
        Operand number = new(Operand.Mark.ToString(), new Hole("", stream, parameter.Constant + "Stream"));
        string value = start.Initializer is "Constant" or "Normal" ? $"value: {Literal.Single(start.Value)}, " : ""; // the others have none
        return Statement.Of(parameter.Node.Place, [place, number], texts =>
            $"Initialization.Fill(Parameters.Slice({texts[0]}, {parameter.Node.Shape.Size}), Initializer.{start.Initializer}, "
            + $"fanIn: {start.FanIn}, fanOut: {start.FanOut}, {value}seed, stream: {texts[1]});");
    }

    private static IEnumerable<Statement> InitialValues(EmittedState state)
    {
        int size = state.Operator.PartShape.Width;
        Operand place = new(Operand.Mark.ToString(), new Hole($"StateOffsets.{state.Constant}", state.Shift, state.Constant));
        return state.Operator.Parts.Select((part, index) => (part.Name, part.Start, index)).Where(part => part.Start != 0).Select(part =>
            Statement.Of(state.Node.Place, [place], texts => $"State.Slice({texts[0]} + {part.index * size}, {size}).Fill({Literal.Single(part.Start)}); // {part.Name}"));
    }

    public static void EmitParameters(EmittedNetwork network, CodeWriter code)
    {
        EmitLayout(network, code, "The names, offsets, shapes and kinds of the parameters", "Layout", LayoutText.WriteParameters);
        code.Line();
        code.Line("/// <summary>All parameters, in declaration order, weights before biases, no padding.</summary>");
        code.Line($"public {network.ParameterSpan} Parameters => parameterBuffer.Span;");
        code.Line();
        code.Line("/// <summary>The parameters by layer.</summary>");
        code.Line("public LayerSpans Layers => new(Parameters);");
    }

    public static void EmitState(EmittedNetwork network, CodeWriter code)
    {
        EmitLayout(network, code, "The names, offsets and shapes of the <see cref=\"State\"/>", "StateLayout", LayoutText.WriteStates);
        code.Line();
        code.Line(network.Spec.IsInferenceOnly
            ? "/// <summary>What training changed beside the parameters: running averages.</summary>"
            : "/// <summary>What training changes beside the parameters and no optimizer touches: running averages, which <c>Forward</c> updates and inference reads.</summary>");
        code.Line($"public {network.ParameterSpan} State => stateBuffer.Span;");
        code.Line();
        EmitStateOffsets(network, code);
        code.Line();
    }

    // A class that only predicts has no layout ready: it would be made with the first prediction.
    private static void EmitLayout(EmittedNetwork network, CodeWriter code, string summary, string name, Action<EmittedNetwork, CodeWriter> write)
    {
        code.Line($"/// <summary>{summary}{(network.Spec.IsInferenceOnly ? "; made anew by each call" : "")}.</summary>");
        code.Line($"public static ParameterLayout {name} {(network.Spec.IsInferenceOnly ? "=>" : "{ get; } =")} new(");
        code.Line("[");
        write(network, code);
        code.Line("]);");
    }

    private static void EmitStateOffsets(EmittedNetwork network, CodeWriter code)
    {
        code.Line("// Where each state starts in its flat buffer.");
        code.Block("private static class StateOffsets", () =>
        {
            foreach (EmittedState state in network.States.Where(state => state.Shift == 0))
            {
                code.Line($"internal const int {network.Declared(state.Constant)} = {state.Offset}; // {state.Node.Shape}");
            }

            EmitStrides(network, code, "StateOffsets");
        });
    }

    public static void EmitOffsets(EmittedNetwork network, CodeWriter code)
    {
        code.Line("// Where each parameter starts in the flat buffer.");
        code.Block("private static class Offsets", () =>
        {
            foreach (EmittedParameter parameter in network.Parameters.Where(parameter => parameter.Shift == 0))
            {
                code.Line($"internal const int {parameter.Constant} = {parameter.Offset}; // {parameter.Node.Shape}");
            }

            EmitStrides(network, code, "Offsets");
        });
    }

    private static void EmitStrides(EmittedNetwork network, CodeWriter code, string offsets)
    {
        foreach (((string prefix, _, long stride), string name) in network.Strides.Where(stride => stride.Key.Base == offsets).Select(pair => (pair.Key, pair.Value)))
        {
            code.Line($"internal const int {name.Substring(offsets.Length + 1)} = {stride}; // from one {LayerNaming.Prefix(prefix)} to the next");
        }
    }
}
