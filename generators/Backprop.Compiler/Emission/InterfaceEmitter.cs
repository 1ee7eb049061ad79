using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission;

/// <summary>The explicit members of <c>INetwork</c>: the same calls for whoever does not know the class, such as the trainer.</summary>
internal static class InterfaceEmitter
{
    public static void Emit(EmittedNetwork network, CodeWriter code)
    {
        string element = network.Element, self = $"INetwork<{element}>.", span = $"ReadOnlySpan<{element}>", workspace = $"NetworkWorkspace<{element}> workspace";
        const string Own = "NetworkGuard.Own<Workspace>(workspace)";
        code.Line($"ParameterLayout {self}Layout => Layout;");
        code.Line();
        if (network.States.Count > 0)
        {
            code.Line($"Span<{element}> {self}State => State;");
            code.Line();
            code.Line($"ParameterLayout {self}StateLayout => StateLayout;");
            code.Line();
        }

        code.Line($"int {self}InputSize => InputSize;");
        code.Line();
        code.Line($"int {self}OutputSize => OutputSize;");
        code.Line();
        code.Line($"TargetKind {self}Targets => TargetKind.{(network.Loss is { } loss ? loss.Targets.ToString() : "None")};");
        code.Line();
        code.Line($"NetworkWorkspace<{element}> {self}CreateWorkspace(int batchSize) => new Workspace(batchSize);");
        code.Line();
        code.Line($"{span} {self}Forward({span} inputs, {workspace}) => Forward(inputs, {Own});");
        if (network.Graph.HasModes)
        {
            code.Line();
            code.Line($"{span} {self}Evaluate({span} inputs, {workspace}) => Evaluate(inputs, {Own});");
        }
        if (network.Loss is { } own)
        {
            foreach ((string type, string name) in own.Targets == LossTargets.Classes ? [("int", "labels"), (element, "targets")] : new[] { (element, "targets") })
            {
                code.Line();
                code.Line($"{element} {self}Loss(ReadOnlySpan<{type}> {name}, {workspace}) => Loss({name}, {Own});");
                code.Line();
                code.Line($"{element} {self}ForwardBackward({span} inputs, ReadOnlySpan<{type}> {name}, {workspace}) =>");
                code.Line($"    ForwardBackward(inputs, {name}, {Own});");
            }

            code.Line();
            code.Line($"void {self}Backward({workspace}) => Backward({Own});");
        }
        else
        {
            code.Line();
            code.Line($"void {self}Backward({span} outputGradient, {workspace}) => Backward(outputGradient, {Own});");
        }

        code.Line();
        EmitFindNonFinite(network, code, self, workspace, Own);
    }

    private static void EmitFindNonFinite(EmittedNetwork network, CodeWriter code, string self, string workspace, string own) =>
        code.Block($"string? {self}FindNonFiniteLayer({workspace})", () =>
        {
            code.Line($"Workspace values = {own};");
            code.Line("int rows = NetworkGuard.Forwarded(values);");
            code.Line("return");
            code.Line("    !NetworkGuard.AreFinite(values.Inputs, rows * InputSize) ? \"Input\"");
            foreach (Node node in network.ForwardValues)
            {
                code.Line($"    : !NetworkGuard.AreFinite(values.{network.ValueName(node)}, rows * {node.Shape.Width}) ? \"{node.Layer}\"");
            }

            code.Line("    : null;");
        });
}
