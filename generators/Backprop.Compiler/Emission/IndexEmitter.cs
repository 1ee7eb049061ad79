namespace Backprop.Compiler.Emission;

/// <summary>What a network has that looks its inputs up in a table: the check that they are indices, and calls that take them as such.</summary>
internal static class IndexEmitter
{
    // Numbers that a prediction converts at once.
    private const int MostConverted = 1 << 16;

    /// <summary>The line that refuses inputs which are no indices, where the network demands them.</summary>
    public static void Guard(EmittedNetwork network, CodeWriter code)
    {
        if (network.Vocabulary is { } vocabulary)
        {
            code.Line($"NetworkGuard.Indices(inputs, InputSize, {vocabulary});");
        }
    }

    /// <summary>The documentation of that.</summary>
    public static void Exception(EmittedNetwork network, CodeWriter code)
    {
        if (network.Vocabulary is { } vocabulary)
        {
            code.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">An input is not a whole number from 0 to {vocabulary - 1}.</exception>");
        }
    }

    /// <summary>A method from inputs and workspace to raw outputs, <c>Forward</c> or <c>Evaluate</c>, with indices as inputs.</summary>
    public static void Outputs(EmittedNetwork network, CodeWriter code, string method)
    {
        if (network.Vocabulary is null)
        {
            return;
        }

        code.Line();
        code.Line($"/// <summary>The same as the other <c>{method}</c>, from indices.</summary>");
        Inputs(network, code);
        code.Line("/// <param name=\"workspace\">Where the values go.</param>");
        code.Line($"/// <returns>Rows of {network.OutputSize}, in the workspace: valid until its next use.</returns>");
        Exceptions(network, code, "The inputs are no whole rows, none, or more than the workspace holds.");
        code.Block($"public ReadOnlySpan<{network.Element}> {method}(ReadOnlySpan<int> inputs, Workspace workspace)", () =>
        {
            code.Line("NetworkGuard.Rows(inputs.Length, InputSize, workspace);");
            Guard(network, code);
            code.Line("NetworkGuard.Convert(inputs, workspace.Inputs.Span);");
            code.Line($"return {method}(workspace.Inputs.Span[..inputs.Length], workspace);");
        });
    }

    /// <summary><c>ForwardBackward</c> with indices as inputs.</summary>
    /// <param name="targets">The type, name and description of the targets.</param>
    /// <param name="check">The line that refuses wrong ones.</param>
    public static void ForwardBackward(EmittedNetwork network, CodeWriter code, (string Type, string Name, string Description) targets, string exceptions, string check)
    {
        if (network.Vocabulary is null)
        {
            return;
        }

        code.Line();
        code.Line("/// <summary>Forward, loss and backward in one call, from indices; the gradients are in <c>workspace.Gradients</c>.</summary>");
        Inputs(network, code);
        code.Line($"/// <param name=\"{targets.Name}\">{targets.Description}</param>");
        code.Line("/// <param name=\"workspace\">Where the values and the gradients go.</param>");
        code.Line("/// <returns>The mean loss over the rows.</returns>");
        Exceptions(network, code, $"The inputs are no whole rows, none, or more than the workspace holds. {exceptions}");
        code.Block($"public {network.Element} ForwardBackward(ReadOnlySpan<int> inputs, ReadOnlySpan<{targets.Type}> {targets.Name}, Workspace workspace)", () =>
        {
            code.Line("int rows = NetworkGuard.Rows(inputs.Length, InputSize, workspace);");
            Guard(network, code);
            code.Line(check);
            code.Line("NetworkGuard.Convert(inputs, workspace.Inputs.Span);");
            code.Line($"return ForwardBackward(workspace.Inputs.Span[..inputs.Length], {targets.Name}, workspace);");
        });
    }

    /// <summary><c>Predict</c> with indices as inputs, some rows at a time.</summary>
    public static void Predict(EmittedNetwork network, CodeWriter code)
    {
        if (network.Vocabulary is not { } vocabulary)
        {
            return;
        }

        string element = network.Element;
        int rows = Math.Max(1, MostConverted / network.InputSize);
        code.Line();
        code.Line("/// <summary>Inference, the same as the other <c>Predict</c>, from indices.</summary>");
        Inputs(network, code);
        code.Line($"/// <param name=\"outputs\">Receives as many rows of {network.OutputSize}.</param>");
        Exceptions(network, code, "The inputs are no whole rows, the outputs are not as many, or one lies in the other.");
        code.Block($"public void Predict(ReadOnlySpan<int> inputs, Span<{element}> outputs)", () =>
        {
            code.Line($"int rows = NetworkGuard.PredictRows<{element}>(inputs, InputSize, outputs, OutputSize, {vocabulary});");
            code.Line($"NetworkBuffer<{element}> values = PredictionScratch<{element}>.RentInputs(int.Min({rows}, rows) * InputSize);");
            code.Block($"for (int start = 0; start < rows; start += {rows})", () =>
            {
                code.Line($"int count = int.Min({rows}, rows - start);");
                code.Line("NetworkGuard.Convert(inputs.Slice(start * InputSize, count * InputSize), values.Span);");
                code.Line("Predict(values.Span[..(count * InputSize)], outputs.Slice(start * OutputSize, count * OutputSize));");
            });
        });
    }

    private static void Inputs(EmittedNetwork network, CodeWriter code) =>
        code.Line($"/// <param name=\"inputs\">Rows of {network.InputSize}, each from 0 to {network.Vocabulary - 1}.</param>");

    private static void Exceptions(EmittedNetwork network, CodeWriter code, string argument)
    {
        code.Line($"/// <exception cref=\"global::System.ArgumentException\">{argument}</exception>");
        Exception(network, code);
    }
}
