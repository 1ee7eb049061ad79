using System.Globalization;
using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>One input at the top, layers, at most one loss at the end. A softmax only as the output.</summary>
internal static class OrderRules
{
    public static void Check(NetworkSpec spec, List<Problem> problems)
    {
        (LayerSpec Layer, LayerRole Role, int Index)[] layers = spec.Layers
            .Select((layer, index) => (layer, LayerRegistry.RoleOf(layer.Attribute), index))
            .ToArray();
        int[] inputs = layers.Where(entry => entry.Role == LayerRole.Input).Select(entry => entry.Index).ToArray();
        int[] losses = layers.Where(entry => entry.Role == LayerRole.Loss).Select(entry => entry.Index).ToArray();
        int last = layers.LastOrDefault(entry => entry.Role == LayerRole.Layer).Index;

        if (inputs.Length == 0)
        {
            problems.Add(Problem.At(Problem.OnClass, ProblemIds.NoInput, spec.Name));
        }
        else if (inputs[0] > 0)
        {
            problems.Add(Problem.At(inputs[0], ProblemIds.InputNotFirst, spec.Layers[0].Attribute));
        }

        if (!layers.Any(entry => entry.Role == LayerRole.Layer))
        {
            problems.Add(Problem.At(Problem.OnClass, ProblemIds.NoLayers, spec.Name));
        }

        problems.AddRange(inputs.Skip(1).Select((index, extra) => Problem.At(index, ProblemIds.TwoInputs, Ordinal(extra + 2))));
        problems.AddRange(losses.Skip(1).Select(index => Problem.At(index, ProblemIds.TwoLosses, spec.Layers[index].Attribute, spec.Layers[losses[0]].Attribute)));
        foreach ((LayerSpec layer, LayerRole role, int index) in layers.Where(entry => entry.Role == LayerRole.Layer))
        {
            if (losses.Length > 0 && index > losses[0])
            {
                problems.Add(Problem.At(index, ProblemIds.LayerAfterLoss, layer.Attribute, spec.Layers[losses[0]].Attribute));
            }

            if (index < last && LayerRegistry.Find(layer.Attribute)?.OutputActivation(layer) == EnumNames.Softmax)
            {
                LayerSpec next = layers.First(entry => entry.Role == LayerRole.Layer && entry.Index > index).Layer;
                problems.Add(Problem.At(index, ProblemIds.SoftmaxNotLast, layer.Attribute, next.Attribute));
            }
        }
    }

    private static string Ordinal(int number) => number switch
    {
        2 => "second",
        3 => "third",
        _ => number.ToString(CultureInfo.InvariantCulture) + "th",
    };
}
