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
        SurfaceEmitter.EmitParameters(network, code);
        code.Line();
        if (network.States.Count > 0)
        {
            SurfaceEmitter.EmitState(network, code);
        }

        ArchitectureEmitter.Emit(network, code);
        code.Line();
        EmitInterface(network, code);
        code.Line();
        LayerViewEmitter.Emit(network, code);
        code.Line();
        SurfaceEmitter.EmitOffsets(network, code);
    });

    private static void EmitShared(EmittedNetwork network, CodeWriter code)
    {
        code.Block($"private {network.ClassName}()", () => { });
        code.Line();
        code.Line($"/// <summary>The network with the weights of {Literal.Plain(network.Spec.Weights!.File)}, which lie in the assembly. It may be used by many threads at once.</summary>");
        code.Line($"public static {network.ClassName} Shared {{ get; }} = new();");
    }

    private static void EmitInterface(EmittedNetwork network, CodeWriter code)
    {
        string element = network.Element, self = $"IPredictor<{element}>.";
        InterfaceEmitter.EmitDescription(network, code);
        code.Line($"ReadOnlySpan<{element}> {self}ParameterValues => Parameters;");
        code.Line();
        if (network.States.Count > 0)
        {
            code.Line($"ReadOnlySpan<{element}> {self}StateValues => State;");
            code.Line();
        }

        code.Line("// A thread's share of a prediction.");
        code.Block($"void {self}RunShare(scoped in NetworkCall<{element}> call, NetworkWorkspace<{element}>? workspace, Share share)", () =>
        {
            code.Line($"ReadOnlySpan<{element}> inputs = share.Of(call.Inputs, InputSize);");
            code.Line($"Span<{element}> outputs = share.Of(call.Outputs, OutputSize);");
            LaneDispatch.Call(code, network, "Predict", "inputs, outputs, share.Rows(call.Rows).Count");
        });
    }
}
