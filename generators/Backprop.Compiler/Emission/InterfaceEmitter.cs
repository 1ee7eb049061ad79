using Backprop.Compiler.Emission.Rolling;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission;

/// <summary>The explicit members of <c>INetwork</c>: the same calls for whoever does not know the class, such as the trainer.</summary>
internal static class InterfaceEmitter
{
    public static void Emit(EmittedNetwork network, CodeWriter code)
    {
        string element = network.Element, self = $"INetwork<{element}>.", predictor = $"IPredictor<{element}>.", span = $"ReadOnlySpan<{element}>", workspace = $"NetworkWorkspace<{element}> workspace";
        const string Own = "NetworkGuard.Own<Workspace>(workspace)";
        EmitDescription(network, code);
        if (network.States.Count > 0)
        {
            code.Line($"Span<{element}> {self}State => State;");
            code.Line();
        }

        code.Line($"TargetKind {self}Targets => TargetKind.{(network.Loss is { } loss ? loss.Targets.ToString() : "None")};");
        code.Line();
        code.Line($"NetworkWorkspace<{element}> {self}CreateWorkspace(int batchSize) => new Workspace(batchSize);");
        code.Line();
        code.Line($"NetworkWorkspace<{element}> {self}CreateWorkspace(int batchSize, int threads) => new Workspace(batchSize, threads);");
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
        EmitShare(network, code, predictor);
        code.Line();
        EmitFindNonFinite(network, code, self, workspace, Own);
    }

    /// <summary>What a network says of itself, whether it is trained or only predicts.</summary>
    public static void EmitDescription(EmittedNetwork network, CodeWriter code)
    {
        string predictor = $"IPredictor<{network.Element}>.";
        string[] layouts = network.States.Count > 0 ? ["Layout", "StateLayout"] : ["Layout"];
        foreach ((string type, string name) in layouts.Select(layout => ("ParameterLayout", layout)).Concat([("NetworkArchitecture", "Architecture"), ("int", "InputSize"), ("int", "OutputSize")]))
        {
            code.Line($"{type} {predictor}{name} => {name};");
            code.Line();
        }
    }

    private static void EmitShare(EmittedNetwork network, CodeWriter code, string predictor)
    {
        string element = network.Element;
        code.Line("// A thread's share of a call: all threads that do it together go through this.");
        code.Block($"void {predictor}RunShare(scoped in NetworkCall<{element}> call, NetworkWorkspace<{element}>? workspace, Share share)", () =>
            LaneDispatch.Call(code, network, "RunShare", "in call, (Workspace?)workspace!, share"));
        code.Line();
        code.Block($"private void RunShare<TLane>(scoped in NetworkCall<{element}> call, Workspace workspace, Share share)\n    where TLane : struct, ILane<TLane, {element}>", () =>
        {
            code.Line("int rows = call.Rows;");
            code.Line($"ReadOnlySpan<{element}> inputs = call.Has(NetworkWork.Keep) ? share.Copy(call.Inputs, workspace.Inputs, InputSize) : call.Inputs;");
            code.Line($"ref readonly {element} x = ref MemoryMarshal.GetReference(inputs);");
            code.Line("if (call.Has(NetworkWork.Forward)) Forward<TLane>(in x, rows, workspace, share);");
            if (network.Loss is not null)
            {
                code.Line("if (call.Has(NetworkWork.LossOfLabels | NetworkWork.LossOfTargets)) Loss<TLane>(in call, workspace, share);");
            }

            string given = network.Graph.OutputGradient is not null ? "in MemoryMarshal.GetReference(call.Targets), " : "";
            code.Line($"if (call.Has(NetworkWork.Backward)) Backward<TLane>(in x, {given}rows, workspace, share);");
            if (network.Graph.HasModes)
            {
                code.Line("if (call.Has(NetworkWork.Infer)) Infer<TLane>(share.Of(inputs, InputSize), share.Of(call.Outputs, OutputSize), share.Rows(rows).Count);");
            }

            code.Line("if (call.Has(NetworkWork.Predict)) Predict<TLane>(share.Of(inputs, InputSize), share.Of(call.Outputs, OutputSize), share.Rows(rows).Count);");
        });
    }

    private static void EmitFindNonFinite(EmittedNetwork network, CodeWriter code, string self, string workspace, string own)
    {
        var writer = new RolledWriter(code, "ValuePlaces", network.Strides);
        code.Block($"string? {self}FindNonFiniteLayer({workspace})", () =>
        {
            code.Line($"Workspace values = {own};");
            code.Line("int rows = NetworkGuard.Forwarded(values);");
            if (network.ForwardValues.Any(node => node.InLanes))
            {
                code.Line($"int whole = (rows + {network.Lane - 1}) / {network.Lane} * {network.Lane}; // whole groups of rows in lanes");
            }

            code.Line("if (!NetworkGuard.AreFinite(values.Inputs, rows * InputSize)) return \"Input\";");
            writer.Write(network.ForwardValues.Where(node => !node.Operator.HoldsInfinities && !node.Operator.OnlyMoves).Select(node => Check(network, node)));
            code.Line("return null;");
        });
        writer.WriteTables();
    }

    private static Statement Check(EmittedNetwork network, Node node)
    {
        int width = node.Shape.Width;
        if (node.Place is not { IsRepeated: true } place || network.TrainingPlan.Find(node) is not { } slot || network.Blocks.Find(slot) is not { } offset)
        {
            string length = node.InLanes ? $"whole * {width}" : $"rows * {width}";
            return new($"if (!NetworkGuard.AreFinite(values.{network.ValueName(node)}, {length})) return \"{node.Layer}\";", [], node.Place);
        }

        List<Operand> operands = [new($"values.Blocks.Slice(values.BatchSize * ({Operand.Mark}), rows * {width})", new Hole("", offset, network.ValueName(node)))];
        operands.AddRange(place.Path.Select(around => around.Count > 1
            ? new Operand($"{around.Name}[{{{Operand.Mark}}}].", new Hole("", around.Index, around.Prefix + "Index"))
            : new Operand($"{around.Name}.")));
        return Statement.Of(place, operands, texts =>
            $"if (!NetworkGuard.AreFinite({texts[0]}, rows * {width})) return $\"{string.Concat(texts.Skip(1))}{network.LocalName(node.Layer)}\";");
    }
}
