namespace Backprop.Compiler.Emission;

/// <summary>The file of what users call and see, of a network whose weights lie in the assembly and that is not trained.</summary>
internal static class InferenceSurfaceEmitter
{
    public static string Emit(EmittedNetwork network) => SourceFile.Write(network, "what you call.", PlanText.Write(network), $" : IPredictor<{network.Element}>", code =>
    {
        SurfaceEmitter.EmitSizes(network, code);
        code.Line();
        EmitShared(network, code);
        code.Line();
        EmitParameters(network, code);
        code.Line();
        ArchitectureEmitter.Emit(network, code);
        code.Line();
        EmitInterface(network, code);
        code.Line();
        LayerViewEmitter.Emit(network, code);
        code.Line();
        SurfaceEmitter.EmitOffsets(network, code);
        if (network.States.Count > 0)
        {
            code.Line();
            SurfaceEmitter.EmitStateOffsets(network, code);
        }
    });

    private static void EmitShared(EmittedNetwork network, CodeWriter code)
    {
        code.Block($"private {network.ClassName}()", () => { });
        code.Line();
        code.Line($"/// <summary>The network with the weights of {Literal.Plain(network.Spec.Weights!.File)}, which lie in the assembly. It may be used by many threads at once.</summary>");
        code.Line($"public static {network.ClassName} Shared {{ get; }} = new();");
    }

    private static void EmitParameters(EmittedNetwork network, CodeWriter code)
    {
        code.Line("/// <summary>The names, offsets, shapes and kinds of the parameters; made anew by each call.</summary>");
        code.Line("public static ParameterLayout Layout => new(");
        code.Line("[");
        LayoutText.WriteParameters(network, code);
        code.Line("]);");
        code.Line();
        code.Line("/// <summary>All parameters, in declaration order, weights before biases, no padding.</summary>");
        code.Line($"public ReadOnlySpan<{network.Element}> Parameters => parameterBuffer.Span;");
        code.Line();
        code.Line("/// <summary>The parameters by layer.</summary>");
        code.Line("public LayerSpans Layers => new(Parameters);");
        if (network.States.Count > 0)
        {
            code.Line();
            code.Line("/// <summary>The names, offsets and shapes of the <see cref=\"State\"/>; made anew by each call.</summary>");
            code.Line("public static ParameterLayout StateLayout => new(");
            code.Line("[");
            LayoutText.WriteStates(network, code);
            code.Line("]);");
            code.Line();
            code.Line("/// <summary>What training changed beside the parameters: running averages.</summary>");
            code.Line($"public ReadOnlySpan<{network.Element}> State => stateBuffer.Span;");
        }
    }

    private static void EmitInterface(EmittedNetwork network, CodeWriter code)
    {
        string element = network.Element, self = $"IPredictor<{element}>.";
        code.Line($"ParameterLayout {self}Layout => Layout;");
        code.Line();
        code.Line($"ReadOnlySpan<{network.Element}> {self}ParameterValues => Parameters;");
        code.Line();
        if (network.States.Count > 0)
        {
            code.Line($"ParameterLayout {self}StateLayout => StateLayout;");
            code.Line();
            code.Line($"ReadOnlySpan<{network.Element}> {self}StateValues => State;");
            code.Line();
        }

        code.Line($"NetworkArchitecture {self}Architecture => Architecture;");
        code.Line();
        code.Line($"int {self}InputSize => InputSize;");
        code.Line();
        code.Line($"int {self}OutputSize => OutputSize;");
        code.Line();
        code.Line("// A thread's share of a prediction.");
        code.Block($"void {self}RunShare(scoped in NetworkCall<{element}> call, NetworkWorkspace<{element}>? workspace, Share share)", () =>
        {
            code.Line($"ReadOnlySpan<{element}> inputs = share.Of(call.Inputs, InputSize);");
            code.Line($"Span<{element}> outputs = share.Of(call.Outputs, OutputSize);");
            LaneDispatch.Call(code, network, "Predict", "inputs, outputs, share.Rows(call.Rows).Count");
        });
    }
}
