using Backprop.Compiler.Emission.Rolling;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission;

/// <summary>The file of the way back: <c>Loss</c>, <c>Backward</c>, <c>ForwardBackward</c> and the methods that they call.</summary>
internal static class BackwardEmitter
{
    public static string Emit(EmittedNetwork network) => SourceFile.Write(network, "the way back.", [], "", code =>
    {
        if (network.Loss is { } loss)
        {
            if (loss.Targets == LossTargets.Classes)
            {
                EmitLoss(network, code, labels: true);
                code.Line();
            }

            EmitLoss(network, code, labels: false);
            code.Line();
            EmitShareOfLoss(network, code);
            code.Line();
        }

        EmitBackward(network, code);
        EmitKernels(network, code);
    });

    private static void EmitLoss(EmittedNetwork network, CodeWriter code, bool labels)
    {
        (string type, string name) = labels ? ("int", "labels") : (network.Element, "targets");
        string description = labels
            ? $"One class index, 0 to {network.OutputSize - 1}, per row."
            : $"Rows of {network.OutputSize}.";
        string exceptions = labels ? "The labels are not one per row, or out of range." : "The targets are not as many as the outputs.";
        string check = labels ? $"NetworkGuard.Labels(labels, rows, OutputSize);" : "NetworkGuard.Targets(targets.Length, rows, OutputSize);";
        string element = network.Element, property = labels ? "Labels" : "Targets", mean = network.Loss!.Mean(network.OutputSize, network.Lane);

        bool isSecond = !labels && network.Loss.Targets == LossTargets.Classes;
        if (isSecond)
        {
            EmitSummaryOfSecond(code, "Loss(global::System.ReadOnlySpan{int}, Workspace)");
        }
        else
        {
            code.Line("/// <summary>The mean loss of the last <c>Forward</c> or <c>Evaluate</c>; its gradient in the outputs is kept for <c>Backward</c>.</summary>");
            code.Line($"/// <param name=\"{name}\">{description}</param>");
            code.Line("/// <param name=\"workspace\">The workspace of that <c>Forward</c>.</param>");
            code.Line($"/// <exception cref=\"global::System.ArgumentException\">{exceptions}</exception>");
            code.Line("/// <exception cref=\"global::System.InvalidOperationException\">There was neither.</exception>");
        }

        code.Block($"public {element} Loss(ReadOnlySpan<{type}> {name}, Workspace workspace)", () =>
        {
            code.Line("int rows = NetworkGuard.Forwarded(workspace);");
            code.Line(check);
            code.Line($"workspace.Run(this, new NetworkCall<{element}>(NetworkWork.LossOf{property}, rows) {{ {property} = {name} }});");
            code.Line($"return {mean};");
        });
        code.Line();
        if (isSecond)
        {
            EmitSummaryOfSecond(code, $"ForwardBackward(global::System.ReadOnlySpan{{{element}}}, global::System.ReadOnlySpan{{int}}, Workspace)");
        }
        else
        {
            code.Line("/// <summary>Forward, loss and backward in one call; the gradients are in <c>workspace.Gradients</c>.</summary>");
            code.Line($"/// <param name=\"inputs\">Rows of {network.InputSize}, 1 to <c>workspace.BatchSize</c> of them.</param>");
            code.Line($"/// <param name=\"{name}\">{description}</param>");
            code.Line("/// <param name=\"workspace\">Where the values and the gradients go.</param>");
            code.Line("/// <returns>The mean loss over the rows.</returns>");
            code.Line($"/// <exception cref=\"global::System.ArgumentException\">The inputs are no whole rows, none, or more than the workspace holds. {exceptions}</exception>");
            IndexEmitter.Exception(network, code);
        }

        code.Block($"public {element} ForwardBackward(ReadOnlySpan<{element}> inputs, ReadOnlySpan<{type}> {name}, Workspace workspace)", () =>
        {
            code.Line("int rows = NetworkGuard.Rows(inputs.Length, InputSize, workspace);");
            IndexEmitter.Guard(network, code);
            code.Line(check);
            code.Line($"workspace.Run(this, new NetworkCall<{element}>(NetworkWork.Forward | NetworkWork.LossOf{property} | NetworkWork.Backward, rows) {{ Inputs = workspace.Apart(inputs), {property} = {name} }});");
            code.Line($"return {mean};");
        });
        IndexEmitter.ForwardBackward(network, code, (type, name, description), exceptions, check);
    }

    // A thread's share of either.
    private static void EmitShareOfLoss(EmittedNetwork network, CodeWriter code)
    {
        string element = network.Element;
        Node loss = network.Graph.Loss!;
        void Call(string targets) => code.Line($"BackwardKernels<TLane>.{network.MethodName(loss)}(outputs, {targets}, delta, losses, count, call.Rows);");
        code.Block($"private void Loss<TLane>(scoped in NetworkCall<{element}> call, Workspace workspace, Share share)\n    where TLane : struct, ILane<TLane, {element}>", () =>
        {
            if (network.Team.MeetsBefore(loss))
            {
                code.Line("share.Meet();");
            }

            code.Line("(int first, int count) = share.Rows(call.Rows); // this thread's");
            code.Line($"ReadOnlySpan<{element}> outputs = share.Of(workspace.{network.ValueName(network.Graph.Output!)}.Span[..(call.Rows * OutputSize)], OutputSize);");
            code.Line($"Span<{element}> delta = share.Of(workspace.{network.ValueName(loss)}.Span[..(call.Rows * OutputSize)], OutputSize), losses = workspace.Losses.Span[first..];");
            if (network.Loss!.Targets == LossTargets.Classes)
            {
                code.Block("if (call.Has(NetworkWork.LossOfLabels))", () => Call("share.Of(call.Labels, 1)"));
                code.Block("else", () => Call("share.Of(call.Targets, OutputSize)"));
            }
            else
            {
                Call("share.Of(call.Targets, OutputSize)");
            }
        });
    }

    private static void EmitSummaryOfSecond(CodeWriter code, string first)
    {
        code.Line("/// <summary>The same with a row of probabilities in place of each label.</summary>");
        code.Line($"/// <inheritdoc cref=\"{first}\"/>");
    }

    private static void EmitBackward(EmittedNetwork network, CodeWriter code)
    {
        string element = network.Element;
        bool given = network.Loss is null;
        code.Line("/// <summary>" + (given
            ? "The gradients of the last <c>Forward</c>, given ∂L/∂outputs, into <c>workspace.Gradients</c>.</summary>"
            : "The gradients of the last <c>Loss</c>, into <c>workspace.Gradients</c>.</summary>"));
        if (given)
        {
            code.Line($"/// <param name=\"outputGradient\">∂L/∂outputs: rows of {network.OutputSize}.</param>");
        }

        code.Line($"/// <param name=\"workspace\">The workspace of that <c>{(given ? "Forward" : "Loss")}</c>. Its activations are used up: another <c>Backward</c> needs another <c>Forward</c>.</param>");
        code.Line($"/// <exception cref=\"global::System.InvalidOperationException\">There was no <c>{(given ? "Forward" : "Loss")}</c>.</exception>");
        if (given)
        {
            code.Line("/// <exception cref=\"global::System.ArgumentException\">The gradient is not as long as the outputs.</exception>");
        }

        code.Block(given ? $"public void Backward(ReadOnlySpan<{element}> outputGradient, Workspace workspace)" : "public void Backward(Workspace workspace)", () =>
        {
            code.Line($"int rows = NetworkGuard.{(given ? "Returnable" : "Lost")}(workspace);");
            if (given)
            {
                code.Line("NetworkGuard.OutputGradient(outputGradient.Length, rows, OutputSize);");
                if (network.Graph.InputGradient is { } inputGradient)
                {
                    code.Line($"NetworkGuard.Apart<{element}>(outputGradient, workspace.{network.ValueName(inputGradient)}.Span);");
                }

                if (network.Graph.OutputGradient is not null)
                {
                    code.Line("outputGradient.CopyTo(workspace.OutputGradient.Span);");
                }
            }

            code.Line($"workspace.Run(this, new NetworkCall<{element}>(NetworkWork.Backward, rows) {{ Inputs = workspace.Inputs.Span[..(rows * InputSize)]{(network.Graph.OutputGradient is not null ? $", Targets = workspace.OutputGradient.Span[..(rows * OutputSize)]" : "")} }});");
        });
        code.Line();
        var writer = new RolledWriter(code, "BackwardPlaces", network.Strides);
        string gradient = network.Graph.OutputGradient is not null ? $"in {element} outputGradient, " : "";
        code.Block($"private void Backward<TLane>(in {element} inputs, {gradient}int rows, Workspace workspace, Share share)\n    where TLane : struct, ILane<TLane, {element}>", () =>
        {
            List<Node> steps = network.TrainingSteps.Where(node => node.IsBackward).ToList();
            ForwardEmitter.DeclareShare(network, code, steps);
            if (network.Parameters.Count > 0)
            {
                code.Line($"NetworkBuffer<{element}> gradients = workspace.GradientBuffer;");
            }

            writer.Write(StepCalls.Shared(network, steps, "BackwardKernels"));

            if (!network.Spec.InputGradient)
            {
                code.Line("// ∂L/∂inputs is omitted: nobody asked for it, as [Network(InputGradient = true)] would.");
            }
        });
        writer.WriteTables();
    }

    private static void EmitKernels(EmittedNetwork network, CodeWriter code)
    {
        code.Line();
        code.Line("// One method per operator.");
        code.Block($"private static class BackwardKernels<TLane>\n    where TLane : struct, ILane<TLane, {network.Element}>", () =>
        {
            var kernel = new KernelWriter(code, network.Spec.IsDouble, network.BackwardNames);
            if (network.Graph.Loss is { } node && network.Loss is { } loss)
            {
                if (loss.Targets == LossTargets.Classes)
                {
                    KernelMethods.Method(network, kernel, node, loss.DescribeLabels(node), "void", LossParameters("int", "labels"), () => loss.EmitLabels(node, kernel));
                }

                KernelMethods.Method(network, kernel, node, loss.Describe(node), "void", LossParameters(network.Element, "target"), () => loss.EmitValues(node, kernel));
            }

            KernelMethods.Emit(network, kernel, network.TrainingSteps.Where(step => step.IsBackward));
            kernel.EmitFunctions();
        });

        IEnumerable<KernelParameter> LossParameters(string type, string name) =>
        [
            new($"ReadOnlySpan<{network.Element}> z", "z"), new($"ReadOnlySpan<{type}> {name}", name), new($"Span<{network.Element}> delta", "delta"),
            new($"Span<{network.Element}> losses", "losses"), KernelMethods.Number("rows"), KernelMethods.Number("batch"),
        ];
    }
}
