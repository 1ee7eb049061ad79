using Backprop.Compiler.Graph;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>The workspace class: a buffer per slot of the plan, and a name for every value.</summary>
internal static class WorkspaceEmitter
{
    /// <summary>The members that the class has whatever the network.</summary>
    public static readonly string[] Members =
        ["Advance", "Apart", "BatchSize", "BlockWeights", "Blocks", "GradientBuffer", "Gradients", "InputGradient", "Inputs", "Layers", "Losses", "OutputGradient", "Rows", "Run", "Seed", "Stage", "Step", "Threads", "Workspace"];

    public static void Emit(EmittedNetwork network, CodeWriter code)
    {
        string buffer = $"NetworkBuffer<{network.Element}>";
        code.Line("/// <summary>Activations, gradients and scratch of one training step, allocated here, once.</summary>");
        code.Block($"public sealed class Workspace : NetworkWorkspace<{network.Element}>", () =>
        {
            code.Line($"internal readonly {buffer} Inputs; // [rows×{network.InputSize}], a copy: Backward needs them again");
            if (network.Graph.OutputGradient is not null)
            {
                code.Line($"internal readonly {buffer} OutputGradient; // [rows×{network.OutputSize}], a copy, with padding behind it");
            }

            foreach (BufferSlot slot in OwnSlots(network))
            {
                code.Line($"internal readonly {buffer} {network.ValueName(slot.Values[0])}; // {Contents(network, slot)}");
            }

            foreach ((string name, _, string what) in BlockBuffers(network))
            {
                code.Line($"internal readonly {buffer} {name}; // {what}");
            }

            code.Line();
            code.Line("/// <summary>Memory for up to <paramref name=\"batchSize\"/> rows.</summary>");
            code.Line("/// <param name=\"batchSize\">The most rows of a batch, at least 1.</param>");
            code.Line("/// <param name=\"threads\">How many threads do a step together; 0: as many as the work is worth, at most <see cref=\"global::Backprop.Parallelism.MaxThreads\"/>. The results do not depend on it.</param>");
            code.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The batch size is below 1, or more than one array holds, or the threads are below 0.</exception>");
            code.Line("public Workspace(int batchSize, int threads = 0)");
            code.Line($"    : base(batchSize, ParameterCount, {Widest(network)}, threads, workPerRow: {EmittedNetwork.WorkPerRow(network.TrainingSteps)})");
            code.Braces(() =>
            {
                if (OwnSlots(network).Any(slot => slot.InLanes))
                {
                    code.Line($"long whole = (batchSize + {network.Lane - 1}L) / {network.Lane} * {network.Lane}; // whole groups of rows in lanes");
                }

                code.Line("Inputs = new((long)batchSize * InputSize);");
                if (network.Graph.OutputGradient is not null)
                {
                    code.Line("OutputGradient = new((long)batchSize * OutputSize);");
                }

                foreach (BufferSlot slot in OwnSlots(network))
                {
                    code.Line($"{network.ValueName(slot.Values[0])} = new({(slot.InLanes ? "whole * " : slot.Batched ? "(long)batchSize * " : "")}{slot.Size});");
                }

                foreach ((string name, string size, _) in BlockBuffers(network))
                {
                    code.Line($"{name} = new({size});");
                }
            });
            EmitReusedNames(network, code, buffer);
            code.Line();
            code.Line("/// <summary>The gradients by layer.</summary>");
            code.Line("public LayerSpans Layers => new(Gradients);");
            EmitInputGradient(network, code);
            if (network.Loss is not null)
            {
                EmitApart(network, code);
            }
        });
    }

    private static void EmitApart(EmittedNetwork network, CodeWriter code)
    {
        string[] visible = [network.ValueName(network.Graph.Output!), .. network.Graph.InputGradient is { } gradient ? [network.ValueName(gradient)] : Array.Empty<string>()];
        code.Line();
        code.Line("// The inputs; a copy of them where they lie in what this step overwrites and users have spans of.");
        code.Block($"internal ReadOnlySpan<{network.Element}> Apart(ReadOnlySpan<{network.Element}> inputs)", () =>
        {
            code.Block($"if ({string.Join(" || ", visible.Select(name => $"{name}.Span").Append("Gradients").Select(memory => $"NetworkGuard.LieIn<{network.Element}>(inputs, {memory})"))})", () =>
            {
                code.Line("inputs.CopyTo(Inputs.Span);");
                code.Line("return Inputs.Span[..inputs.Length];");
            });
            code.Line();
            code.Line("return inputs;");
        });
    }

    private static void EmitReusedNames(EmittedNetwork network, CodeWriter code, string buffer)
    {
        foreach (BufferSlot slot in network.TrainingPlan.Slots.Where(slot => network.Blocks.Find(slot) is not null))
        {
            foreach (Node value in slot.Values.Where(value => HasName(network, value)))
            {
                string start = network.Blocks.Find(slot)!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
                code.Line();
                code.Line(slot.Batched
                    ? $"internal {buffer} {network.ValueName(value)} => Blocks.Slice(BatchSize * {start}, BatchSize * {value.Shape.Size}); // {value.Shape}"
                    : $"internal {buffer} {network.ValueName(value)} => BlockWeights.Slice({start}, {value.Shape.Size}); // {value.Shape}");
            }
        }

        List<(Node Value, Node First)> shared = [.. OwnSlots(network).SelectMany(slot => slot.Values.Skip(1).Select(value => (value, slot.Values[0])))];
        if (shared.Count > 0)
        {
            code.Line();
            code.Line("// The same memory, free by then.");
        }

        foreach ((Node value, Node first) in shared)
        {
            code.Line($"internal {buffer} {network.ValueName(value)} => {network.ValueName(first)};");
        }
    }

    private static void EmitInputGradient(EmittedNetwork network, CodeWriter code)
    {
        if (network.Graph.InputGradient is { } gradient)
        {
            code.Line();
            code.Line($"/// <summary>∂L/∂inputs after the last <c>Backward</c>, rows of {network.InputSize}.</summary>");
            code.Line($"public ReadOnlySpan<{network.Element}> InputGradient => {network.ValueName(gradient)}.Span[..(Rows * InputSize)];");
        }
    }

    private static IEnumerable<BufferSlot> OwnSlots(EmittedNetwork network) => network.TrainingPlan.Slots.Where(slot => network.Blocks.Find(slot) is null);

    // Values of repeated blocks are found by number, but for those that users get to see.
    private static bool HasName(EmittedNetwork network, Node value) => value.Place is not { IsRepeated: true }
        || value == network.Graph.Output!.Storage || value == network.Graph.Loss || value == network.Graph.InputGradient?.Storage;

    private static IEnumerable<(string Name, string Size, string What)> BlockBuffers(EmittedNetwork network)
    {
        if (network.Blocks.PerRow > 0)
        {
            yield return ("Blocks", $"(long)batchSize * {network.Blocks.PerRow}", $"what repeated blocks read and write, {network.Blocks.PerRow} values per row");
        }

        if (network.Blocks.Fixed > 0)
        {
            yield return ("BlockWeights", $"{network.Blocks.Fixed}", "what they make of their weights");
        }
    }

    // [rows×3], then Dense1Delta[rows×128].
    private static string Contents(EmittedNetwork network, BufferSlot slot) =>
        string.Join(", then ", slot.Values.Select((value, index) => (index == 0 ? "" : network.ValueName(value)) + value.Shape)) + (slot.InLanes ? " in lanes" : "");

    private static long Widest(EmittedNetwork network) =>
        network.TrainingPlan.Slots.Where(slot => slot.Batched).Select(slot => slot.Size).Append(network.InputSize).Append(network.Blocks.PerRow).Max();
}
