using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>What layers demand of their arguments and of what comes in, one after the other.</summary>
internal static class ShapeRules
{
    /// <summary>Reports what is wrong with each layer, and returns the shape of the last value; null if it cannot be told.</summary>
    /// <param name="input">The shape that comes into a block; null for a network, which says it itself, and where it is unknown.</param>
    public static Shape? Check(LayerList list, Shape? input, ParameterBudget budget, List<Problem> problems)
    {
        EquatableArray<LayerSpec> layers = list.Layers;
        var shapes = new Shape?[layers.Count];
        Shape? current = input;
        Shape? ShapeOf(int? source) => source is { } index ? index == LayerWiring.BlockInput ? input : shapes[index] : null;
        Dictionary<string, Shape> sharedInputs = new(StringComparer.Ordinal);
        for (int index = 0; index < layers.Count; index++)
        {
            LayerSpec layer = layers[index];
            if (LayerRegistry.Find(layer.Attribute) is not { } definition)
            {
                continue;
            }

            LayerWiring wiring = list.Wirings[index];
            budget.Add(index, definition.ParameterCount(layer, ShapeOf(wiring.Source)));
            shapes[index] = definition.Check(new(layer, index, ShapeOf(wiring.Source), index == 0 ? null : layers[index - 1], problems)
            {
                Source = wiring.Source is { } source and not LayerWiring.BlockInput ? layers[source] : null,
                IsInBlock = list.IsBlock,
                Others = wiring.Others.Select(ShapeOf).ToArray(),
                SharedInputs = sharedInputs,
            });
            current = shapes[index];
        }

        return current;
    }
}
