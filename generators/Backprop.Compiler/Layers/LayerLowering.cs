using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>Lowers a list of layers, one after the other.</summary>
internal static class LayerLowering
{
    public static void Lower(LayerList list, NetworkBuilder builder)
    {
        EquatableArray<LayerSpec> layers = list.Layers;
        Node? input = list.IsBlock ? builder.Current : null;
        var values = new Node[layers.Count];
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
        }
    }

    private static int? Following(EquatableArray<LayerSpec> layers, int index) =>
        index + 1 < layers.Count && layers[index + 1] is { From: null } next && LayerRegistry.Find(next.Attribute) is ActivationLayer activation
            ? activation.OutputActivation(next)
            : null;
}
