using System.Globalization;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>A number for what inference computes from the parameters: kinds, sizes, wiring and arguments of the layers, without names and without what only training does.
/// Files bear it, so it must never change for a network that is not changed.</summary>
internal static class Fingerprint
{
    // Where the parameters start, what training does with them, and names, for which the wiring stands.
    private static readonly string[] WithoutEffect = ["Name", "From", LayerWiring.OthersArgument, "Initializer", "InitializerValue", "Momentum"];

    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string Of(IReadOnlyList<LoweredLayer> layers) =>
        HintNames.Hash(string.Join("\n", Lines(layers))).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>A line for each layer, such as <c>Dense(128, Activation.ReLU) 0 → 128</c>, with values counted from 0 without those that inference only passes on.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<LoweredLayer> layers)
    {
        int[] values = new int[layers.Count];
        int count = 0, current = LayerWiring.BlockInput;
        for (int index = 0; index < layers.Count; index++)
        {
            LoweredLayer layer = layers[index];
            LayerDefinition definition = LayerRegistry.Find(layer.Layer.Attribute)!;
            int source = layer.Wiring.Source is { } from ? Value(from) : current;
            if (!definition.ChangesPrediction)
            {
                values[index] = source;
                continue;
            }

            current = values[index] = count++;
            string inputs = string.Join(" ", layer.Wiring.Others.OfType<int>().Select(Value).Prepend(source).Select(Literal.Number));
            yield return $"{layer.Layer.Attribute}({string.Join(", ", Arguments(layer.Layer))}) {inputs} → {string.Join("×", layer.Shape.Dimensions)}";
            foreach (string inner in Lines(layer.Block))
            {
                yield return "  " + inner;
            }
        }

        int Value(int index) => index < 0 ? index : values[index];
    }

    private static IEnumerable<string> Arguments(LayerSpec layer) =>
        layer.Arguments.Where(argument => !WithoutEffect.Contains(argument.Name) && !(ArgumentText.IsProperty(argument) && ArgumentDefaults.IsDefault(layer.Attribute, argument)))
            .OrderBy(argument => ArgumentText.IsProperty(argument) ? argument.Name : "", StringComparer.Ordinal)
            .Select(ArgumentText.Of);
}
