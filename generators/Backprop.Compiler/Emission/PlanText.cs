using Backprop.Compiler.Graph;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>The plan of a network as the class's remarks: every step with its formula and where its value lives.</summary>
internal static class PlanText
{
    public static IReadOnlyList<string> Write(EmittedNetwork network)
    {
        var lines = new List<string>
        {
            "/// <remarks>",
            $"/// <para>{network.InputSize} → {network.OutputSize}, {network.ParameterCount} parameters. The plan of a training step:</para>",
            "/// <code>",
        };
        AddSteps(network, lines, "forward", network.TrainingSteps.Where(node => !node.IsBackward && node != network.Graph.Loss));
        AddSteps(network, lines, "loss", network.TrainingSteps.Where(node => node == network.Graph.Loss));
        AddSteps(network, lines, "backward", network.TrainingSteps.Where(node => node.IsBackward));
        lines.Add("/// </code>");
        lines.Add("/// </remarks>");
        return lines;
    }

    /// <summary>Comments on a workspace buffer: what lives there, one after the other.</summary>
    public static string Slot(EmittedNetwork network, BufferSlot slot) =>
        string.Join(", then ", slot.Values.Select(value => $"{network.ValueName(value)}{value.Shape}"));

    private static void AddSteps(EmittedNetwork network, List<string> lines, string way, IEnumerable<Node> steps)
    {
        List<Node> list = steps.ToList();
        int width = list.Count == 0 ? 0 : list.Max(node => node.Layer.Length);
        foreach (Node node in list)
        {
            lines.Add($"/// {way,-8}  {node.Layer.PadRight(width)}  {Escape(node.Operator.Describe(node).First())}");
        }
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
