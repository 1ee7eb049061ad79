using Backprop.Compiler.Emission.Rolling;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>The method that takes a few rows through the network, where it is another way than that of many (<see cref="FewRows"/>).</summary>
internal static class FewRowsEmitter
{
    /// <summary>The emitted method.</summary>
    public const string Method = "PredictFew";

    /// <summary>Writes the method that takes the one way or the other.</summary>
    public static void Choice(EmittedNetwork network, CodeWriter code, string name, string many, string parameters)
    {
        code.Line("[MethodImpl(Jit.Inlined)]");
        code.Block($"private void {name}<TLane>{parameters}", () =>
        {
            code.Line($"if (rows < {FewRows.Limit}) {Method}<TLane>(in MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs), rows);");
            code.Line($"else {many}<TLane>(inputs, outputs, rows);");
        });
    }

    public static void Emit(EmittedNetwork network, CodeWriter code, PredictionMemory scratch)
    {
        NetworkGraph graph = network.Graph;
        Node root = graph.FewRowsPrediction!;
        HashSet<Node> needed = DeadNodes.Reachable([root]);
        List<Node> steps = network.PredictionSteps.Where(needed.Contains).ToList();

        HashSet<Node> results = BufferPlan.FewRowsResults(graph);
        var writer = new RolledWriter(code, "PredictFewPlaces", network.Strides);
        Func<Node, Node, Operand> place = scratch.Places(StepCalls.InTraining(network), [.. results]);
        code.Line("// A few rows: nothing is prepared that only many would make use of.");
        if (steps.Count == 1)
        {
            code.Line("[MethodImpl(Jit.Inlined)]"); // its call would be a part of the time that one row takes
        }

        code.Block($"private void {Method}<TLane>(in {network.Element} x, ref {network.Element} y, int rows)\n    where TLane : struct, ILane<TLane, {network.Element}>", () =>
        {
            if (steps.Any(step => !results.Contains(step)))
            {
                foreach (string line in scratch.Declarations(described: false)) // as for many rows
                {
                    code.Line(line);
                }
            }

            writer.Write(steps.Select(node => StepCalls.Call(network, node, "ForwardKernels", place, node.Shape.Batched ? "rows" : "1")));
        });
        writer.WriteTables();
    }
}
