using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission;

/// <summary>The plan of a network as the class's remarks: every step with its formula and its shapes. Where values live is said in the workspace.</summary>
internal static class PlanText
{
    // Formulas that are longer push their shapes aside.
    private const int WidestColumn = 36;

    public static IReadOnlyList<string> Write(EmittedNetwork network)
    {
        var lines = new List<string>
        {
            "/// <remarks>",
            $"/// <para>{network.InputSize} → {network.OutputSize}, {network.ParameterCount} parameters. The plan of a {(network.Spec.IsInferenceOnly ? "prediction" : "training step")}:</para>",
            "/// <code>",
        };
        AddSteps(network, lines, "predict", network.Spec.IsInferenceOnly ? ForwardEmitter.ManyRowsSteps(network).Append(network.Graph.Prediction!).Distinct() : []);
        AddSteps(network, lines, "forward", network.TrainingSteps.Where(node => !node.IsBackward && node != network.Graph.Loss));
        AddSteps(network, lines, "loss", network.TrainingSteps.Where(node => node == network.Graph.Loss));
        AddSteps(network, lines, "backward", network.TrainingSteps.Where(node => node.IsBackward));
        lines.Add("/// </code>");
        lines.Add("/// </remarks>");
        return lines;
    }

    private static void AddSteps(EmittedNetwork network, List<string> lines, string way, IEnumerable<Node> steps)
    {
        // Of repetitions, the first stands for all.
        List<Node> list = steps.Where(node => node.Place?.Path.All(place => place.Index == 0) ?? true).ToList();
        if (list.Count == 0)
        {
            return;
        }

        List<string[]> formulas = list.Select(node => node.Operator.Describe(node).First().Split(["   "], 2, StringSplitOptions.None)).ToList();
        int layerWidth = list.Max(node => node.Layer.Length), formulaWidth = Math.Min(WidestColumn, formulas.Max(formula => formula[0].Length));
        for (int i = 0; i < list.Count; i++)
        {
            string shapes = formulas[i].Length > 1 ? formulas[i][1] : "";
            lines.Add($"/// {way,-8}  {list[i].Layer.PadRight(layerWidth)}  {Escape(formulas[i][0].PadRight(formulaWidth) + "   " + shapes + Times(list[i])).TrimEnd()}");
        }
    }

    private static string Times(Node node)
    {
        int times = node.Place?.Path.Aggregate(1, (product, place) => product * place.Count) ?? 1;
        return times > 1 ? $"   ×{times}" : "";
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
