using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>Lowers a list of layers, one after the other.</summary>
internal static class LayerLowering
{
    public static IReadOnlyList<LoweredLayer> Lower(LayerList list, NetworkBuilder builder)
    {
        EquatableArray<LayerSpec> layers = list.Layers;
        Node? input = list.IsBlock ? builder.Current : null;
        var values = new Node[layers.Count];
        var lowered = new LoweredLayer[layers.Count];
        Node Value(int index) => index == LayerWiring.BlockInput ? input! : values[index];
        for (int index = 0; index < layers.Count; index++)
        {
            if (list.Wirings[index].Source is { } source)
            {
                builder.Current = Value(source);
            }

            builder.FollowingActivation = Following(layers, index);
            builder.Others = list.Wirings[index].Others.OfType<int>().Select(Value).ToArray();
            LayerRegistry.Find(layers[index].Attribute)!.Lower(layers[index], builder.NameOf(list.Names[index]), builder);
            values[index] = builder.Current;
            lowered[index] = new(layers[index], list.Names[index], list.Wirings[index], builder.Current.Shape, builder.TakeBlock());
        }

        return lowered;
    }

    // A norm between a product and its activation does not change what the weights should start with.
    private static int? Following(EquatableArray<LayerSpec> layers, int index)
    {
        for (int next = index + 1; next < layers.Count && layers[next].From is null; next++)
        {
            LayerDefinition? definition = LayerRegistry.Find(layers[next].Attribute);
            if (definition is not NormLayer)
            {
                return definition is ActivationLayer ? definition.OutputActivation(layers[next]) : null;
            }
        }

        return null;
    }
}
