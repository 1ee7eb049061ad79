using Backprop.Compiler.Emission.Rolling;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>The file of the way forward: <c>Forward</c>, <c>Predict</c> and the methods that they call.</summary>
internal static class ForwardEmitter
{
    // Rows that a prediction takes through all layers before the next ones: enough for whole tiles, few enough to stay in the cache.
    private const int MostRows = 48, FewestRows = 6;

    // Where that many rows need more scratch than this (in numbers), fewer are taken.
    private const long MostScratch = 1 << 20;

    // The same where rows lie in lanes: few enough for the second-level cache.
    private const long MostCached = 3 << 16;

    public static string Emit(EmittedNetwork network) => SourceFile.Write(network, "the way forward.", [], "", code =>
    {
        if (!network.Spec.IsInferenceOnly)
        {
            EmitForward(network, code);
            code.Line();
            EmitEvaluate(network, code);
            IndexEmitter.Outputs(network, code, "Evaluate");
            code.Line();
        }

        EmitPredict(network, code);
        code.Line();
        code.Line("// One method per operator.");
        code.Block($"private static class ForwardKernels<TLane>\n    where TLane : struct, ILane<TLane, {network.Element}>", () =>
        {
            var kernel = new KernelWriter(code, network.Spec.IsDouble, network.ForwardNames);
            KernelMethods.Emit(network, kernel, network.Steps.Where(node => !node.IsBackward));
            kernel.EmitFunctions();
        });
    });

    private static void EmitForward(EmittedNetwork network, CodeWriter code)
    {
        string element = network.Element;
        code.Line("/// <summary>The raw outputs of a batch, before any softmax or sigmoid of the loss; what <c>Backward</c> needs is kept in the workspace.</summary>");
        code.Line($"/// <param name=\"inputs\">Rows of {network.InputSize}, 1 to <c>workspace.BatchSize</c> of them.</param>");
        code.Line("/// <param name=\"workspace\">Where the values go.</param>");
        code.Line($"/// <returns>Rows of {network.OutputSize}, in the workspace: valid until its next use.</returns>");
        code.Line("/// <exception cref=\"global::System.ArgumentException\">The inputs are no whole rows, none, or more than the workspace holds.</exception>");
        IndexEmitter.Exception(network, code);
        code.Block($"public ReadOnlySpan<{element}> Forward(ReadOnlySpan<{element}> inputs, Workspace workspace)", () =>
        {
            code.Line("int rows = NetworkGuard.Rows(inputs.Length, InputSize, workspace);");
            IndexEmitter.Guard(network, code);
            code.Line($"workspace.Run(this, new NetworkCall<{element}>(NetworkWork.Keep | NetworkWork.Forward, rows) {{ Inputs = inputs }});");
            code.Line($"return workspace.{network.ValueName(network.Graph.Output!)}.Span[..(rows * OutputSize)];");
        });
        IndexEmitter.Outputs(network, code, "Forward");
        code.Line();
        var writer = new RolledWriter(code, "ForwardPlaces", network.Strides);
        code.Block($"private void Forward<TLane>(in {element} inputs, int rows, Workspace workspace, Share share)\n    where TLane : struct, ILane<TLane, {element}>", () =>
        {
            List<Node> steps = network.TrainingSteps.Where(node => !node.IsBackward && node != network.Graph.Loss).ToList();
            DeclareShare(network, code, steps);
            writer.Write(StepCalls.Shared(network, steps, "ForwardKernels"));
        });
        writer.WriteTables();
    }

    /// <summary>The locals through which steps find this thread's rows, and the values of repeated blocks.</summary>
    public static void DeclareShare(EmittedNetwork network, CodeWriter code, IReadOnlyList<Node> steps)
    {
        if (steps.Any(step => TeamPlan.Of(step) == StepShare.Rows))
        {
            code.Line("(int first, int count) = share.Rows(rows); // this thread's");
        }

        StepCalls.DeclareGroups(network, code, steps, "rows", isShared: true);

        if (network.Blocks.PerRow > 0)
        {
            code.Line("int batch = workspace.BatchSize;");
            code.Line($"NetworkBuffer<{network.Element}> blocks = workspace.Blocks;");
        }
    }

    private static void EmitPredict(EmittedNetwork network, CodeWriter code)
    {
        string element = network.Element;
        code.Line($"/// <summary>Inference: {PredictionText(network)}. Thread-safe; allocates nothing after a thread's first call.</summary>");
        code.Line($"/// <param name=\"inputs\">Rows of {network.InputSize}.</param>");
        code.Line($"/// <param name=\"outputs\">Receives as many rows of {network.OutputSize}.</param>");
        code.Line("/// <exception cref=\"global::System.ArgumentException\">The inputs are no whole rows, the outputs are not as many, or one lies in the other.</exception>");
        IndexEmitter.Exception(network, code);
        code.Block($"public void Predict(ReadOnlySpan<{element}> inputs, Span<{element}> outputs)", () =>
        {
            code.Line($"int rows = NetworkGuard.PredictRows<{element}>(inputs, InputSize, outputs, OutputSize);");
            IndexEmitter.Guard(network, code);
            string work = $"workPerRow: {EmittedNetwork.WorkPerRow(ManyRowsSteps(network))}";
            code.Line($"if (Parallelism.IsWorthwhile(rows, {work})) Parallelism.Predict(this, inputs, outputs, rows, {work});");
            LaneDispatch.Call(code, network, "Predict", "inputs, outputs, rows", otherwise: "else "); // the last thing it does: one row saves no registers
        });
        IndexEmitter.Predict(network, code);
        code.Line();
        var writer = new RolledWriter(code, "PredictPlaces", network.Strides);
        string parameters = $"(ReadOnlySpan<{element}> inputs, Span<{element}> outputs, int rows)\n    where TLane : struct, ILane<TLane, {element}>";
        if (network.Graph.HasModes)
        {
            code.Block("private void Predict<TLane>" + parameters, () =>
            {
                code.Line("Infer<TLane>(inputs, outputs, rows);");
                if (network.Graph.Prediction != network.Graph.InferenceOutput)
                {
                    code.Line($"ref {element} y = ref MemoryMarshal.GetReference(outputs);");
                    new RolledWriter(code, "", network.Strides).Write([StepCalls.Call(network, network.Graph.Prediction!, "ForwardKernels", (_, _) => new("y"), "rows")]);
                }
            });
            code.Line();
        }

        string method = network.Graph.HasModes ? "Infer" : "Predict";
        if (network.Graph.FewRowsPrediction is not null && !InLanes(network))
        {
            FewRowsEmitter.Choice(network, code, method, "PredictMany", parameters);
            code.Line();
            method = "PredictMany";
        }

        code.Block($"private void {method}<TLane>" + parameters, () => EmitPredictBody(network, code, writer));
        writer.WriteTables();
        if (network.Graph.FewRowsPrediction is not null)
        {
            code.Line();
            FewRowsEmitter.Emit(network, code, Scratch(network));
        }
    }

    private static bool InLanes(EmittedNetwork network) => network.PredictionSteps.Any(step => step.InLanes);

    // The steps of a prediction, without those that only a few rows have.
    public static List<Node> ManyRowsSteps(EmittedNetwork network)
    {
        HashSet<Node> needed = DeadNodes.Reachable([BufferPlan.PredictionRoot(network.Graph)]);
        return network.PredictionSteps.Where(needed.Contains).ToList();
    }

    private static PredictionMemory Scratch(EmittedNetwork network)
    {
        bool inLanes = InLanes(network);
        return PredictionMemory.Plan(network, MostRows, inLanes ? network.Lane : FewestRows, inLanes ? MostCached : MostScratch);
    }

    private static void EmitEvaluate(EmittedNetwork network, CodeWriter code)
    {
        string element = network.Element;
        bool modes = network.Graph.HasModes;
        code.Line("/// <summary>The raw outputs in inference mode, as <c>Predict</c> computes them" + (modes ? "" : "; no layer of this network works otherwise in training") + ". <c>Loss</c> may follow.</summary>");
        code.Line($"/// <inheritdoc cref=\"Forward(global::System.ReadOnlySpan{{{element}}}, Workspace)\"/>");
        string head = $"public ReadOnlySpan<{element}> Evaluate(ReadOnlySpan<{element}> inputs, Workspace workspace)";
        if (!modes)
        {
            code.Line(head + " => Forward(inputs, workspace);");
            return;
        }

        code.Block(head, () =>
        {
            code.Line("int rows = NetworkGuard.Rows(inputs.Length, InputSize, workspace);");
            IndexEmitter.Guard(network, code);
            code.Line($"Span<{element}> outputs = workspace.{network.ValueName(network.Graph.Output!)}.Span[..(rows * OutputSize)];");
            code.Line($"workspace.Run(this, new NetworkCall<{element}>(NetworkWork.Keep | NetworkWork.Infer, rows) {{ Inputs = inputs, Outputs = outputs }});");
            code.Line("return outputs;");
        });
    }

    private static void EmitPredictBody(EmittedNetwork network, CodeWriter code, RolledWriter writer)
    {
        NetworkGraph graph = network.Graph;
        PredictionMemory scratch = Scratch(network);
        List<Node> steps = ManyRowsSteps(network);
        bool inLanes = InLanes(network);
        Func<Node, Node, Operand> place = scratch.Places(StepCalls.InTraining(network), BufferPlan.PredictionRoot(graph).Storage);
        foreach (string line in scratch.Declarations())
        {
            code.Line(line);
        }

        writer.Write(steps.Where(node => !node.Shape.Batched).Select(node => StepCalls.Call(network, node, "ForwardKernels", place, "1")));
        code.Block($"for (int start = 0; start < rows; start += {scratch.Rows})", () =>
        {
            code.Line($"int count = int.Min({scratch.Rows}, rows - start);");
            code.Line($"ref readonly {network.Element} x = ref MemoryMarshal.GetReference(inputs.Slice(start * InputSize, count * InputSize));");
            code.Line($"ref {network.Element} y = ref MemoryMarshal.GetReference(outputs.Slice(start * OutputSize, count * OutputSize));");
            void Steps() => writer.Write(steps.Where(node => node.Shape.Batched).Select(node => StepCalls.Call(network, node, "ForwardKernels", place, "count")));
            if (!inLanes)
            {
                Steps();
                return;
            }

            code.Block($"if (count < {network.Lane})", () => code.Line($"{FewRowsEmitter.Method}<TLane>(in x, ref y, count);"));
            code.Block("else", () =>
            {
                StepCalls.DeclareGroups(network, code, steps, "count");
                Steps();
            });
        });
    }

    private static string PredictionText(EmittedNetwork network) =>
        network.Graph.Prediction == network.Graph.InferenceOutput ? "the outputs" : network.Graph.Prediction!.Operator is Operators.SoftmaxOperator ? "the softmax of the outputs" : "the sigmoid of the outputs";
}
