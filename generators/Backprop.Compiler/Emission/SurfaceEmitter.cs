using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission;

/// <summary>The file of what users call and see: sizes, parameters, layout, layers, workspace.</summary>
internal static class SurfaceEmitter
{
    public static string Emit(EmittedNetwork network) => SourceFile.Write(network, "what you call.", PlanText.Write(network), $" : INetwork<{network.Element}>", code =>
    {
        EmitSizes(network, code);
        code.Line();
        EmitConstructor(network, code);
        code.Line();
        EmitParameters(network, code);
        code.Line();
        if (network.States.Count > 0)
        {
            EmitState(network, code);
        }

        InterfaceEmitter.Emit(network, code);
        code.Line();
        LayerViewEmitter.Emit(network, code);
        code.Line();
        WorkspaceEmitter.Emit(network, code);
        code.Line();
        EmitOffsets(network, code);
    });

    private static void EmitSizes(EmittedNetwork network, CodeWriter code)
    {
        code.Line("/// <summary>The number of parameters.</summary>");
        code.Line($"public const int ParameterCount = {network.ParameterCount};");
        code.Line();
        code.Line("/// <summary>Values per input row.</summary>");
        code.Line($"public const int InputSize = {network.InputSize};");
        code.Line();
        code.Line("/// <summary>Values per output row.</summary>");
        code.Line($"public const int OutputSize = {network.OutputSize};");
        code.Line();
        code.Line($"private readonly NetworkBuffer<{network.Element}> parameterBuffer = new(ParameterCount);");
        if (network.States.Count > 0)
        {
            code.Line($"private readonly NetworkBuffer<{network.Element}> stateBuffer = new({network.StateCount});");
        }
    }

    private static void EmitConstructor(EmittedNetwork network, CodeWriter code)
    {
        code.Line("/// <summary>A network with fresh parameters: weights drawn as declared, biases zero.</summary>");
        code.Line("/// <param name=\"seed\">The same seed gives the same parameters, everywhere.</param>");
        code.Block($"public {network.ClassName}(long seed = 0)", () =>
        {
            int stream = 0;
            foreach (EmittedParameter parameter in network.Parameters)
            {
                if (parameter.Operator.Start is { } start)
                {
                    code.Line($"Initialization.Fill(Parameters.Slice(Offsets.{parameter.Constant}, {parameter.Node.Shape.Size}), Initializer.{start.Initializer}, "
                        + $"fanIn: {start.FanIn}, fanOut: {start.FanOut}, value: {Literal.Single(start.Value)}, seed, stream: {stream});");
                }

                stream++;
            }

            foreach (EmittedState state in network.States)
            {
                int size = state.Operator.PartShape.Width;
                foreach (((string name, float start), int part) in state.Operator.Parts.Select((part, index) => (part, index)).Where(entry => entry.part.Start != 0))
                {
                    code.Line($"State.Slice(StateOffsets.{state.Constant} + {part * size}, {size}).Fill({Literal.Single(start)}); // {name}");
                }
            }
        });
    }

    private static void EmitParameters(EmittedNetwork network, CodeWriter code)
    {
        code.Line("/// <summary>The names, offsets, shapes and kinds of the parameters.</summary>");
        code.Line("public static ParameterLayout Layout { get; } = new(");
        code.Line("[");
        foreach (EmittedParameter parameter in network.Parameters)
        {
            code.Line($"    new ParameterInfo(\"{parameter.Path}\", Offsets.{parameter.Constant}, [{string.Join(", ", parameter.Node.Shape.Dimensions)}], "
                + $"ParameterKind.{parameter.Operator.Role}),");
        }

        code.Line("]);");
        code.Line();
        code.Line("/// <summary>All parameters, in declaration order, weights before biases, no padding.</summary>");
        code.Line($"public Span<{network.Element}> Parameters => parameterBuffer.Span;");
        code.Line();
        code.Line("/// <summary>The parameters by layer.</summary>");
        code.Line("public LayerSpans Layers => new(Parameters);");
    }

    private static void EmitState(EmittedNetwork network, CodeWriter code)
    {
        code.Line("/// <summary>The names, offsets and shapes of the <see cref=\"State\"/>.</summary>");
        code.Line("public static ParameterLayout StateLayout { get; } = new(");
        code.Line("[");
        foreach (EmittedState state in network.States)
        {
            int size = state.Operator.PartShape.Width;
            foreach (((string name, _), int part) in state.Operator.Parts.Select((part, index) => (part, index)))
            {
                code.Line($"    new ParameterInfo(\"{LayerNaming.Prefix(state.Node.Layer)}.{name}\", StateOffsets.{state.Constant} + {part * size}, "
                    + $"[{string.Join(", ", state.Operator.PartShape.Dimensions)}], ParameterKind.State),");
            }
        }

        code.Line("]);");
        code.Line();
        code.Line("/// <summary>What training changes beside the parameters and no optimizer touches: running averages, which <c>Forward</c> updates and inference reads.</summary>");
        code.Line($"public Span<{network.Element}> State => stateBuffer.Span;");
        code.Line();
        code.Line("// Where each state starts in its flat buffer.");
        code.Block("private static class StateOffsets", () =>
        {
            foreach (EmittedState state in network.States)
            {
                code.Line($"internal const int {network.Declared(state.Constant)} = {state.Offset}; // {state.Node.Shape}");
            }
        });
        code.Line();
    }

    private static void EmitOffsets(EmittedNetwork network, CodeWriter code)
    {
        code.Line("// Where each parameter starts in the flat buffer.");
        code.Block("private static class Offsets", () =>
        {
            foreach (EmittedParameter parameter in network.Parameters)
            {
                code.Line($"internal const int {parameter.Constant} = {parameter.Offset}; // {parameter.Node.Shape}");
            }
        });
    }
}
