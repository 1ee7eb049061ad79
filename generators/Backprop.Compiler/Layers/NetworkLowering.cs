using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>From a checked declaration to the graph of its forward pass.</summary>
internal static class NetworkLowering
{
    public static NetworkGraph Lower(NetworkSpec spec, int lane)
    {
        var builder = new NetworkBuilder(lane);
        EquatableArray<string> names = LayerNaming.Resolve(spec);
        IReadOnlyList<LayerWiring> wirings = LayerWiring.Resolve(spec);
        var values = new Node[spec.Layers.Count];
        for (int index = 0; index < spec.Layers.Count; index++)
        {
            LayerSpec layer = spec.Layers[index];
            if (wirings[index].Source is { } source)
            {
                builder.Current = values[source];
            }

            builder.FollowingActivation = Following(spec, index);
            builder.Others = wirings[index].Others.OfType<int>().Select(other => values[other]).ToArray();
            LayerRegistry.Find(layer.Attribute)!.Lower(layer, names[index], builder);
            values[index] = builder.Current;
        }

        NetworkGraph graph = builder.Graph;
        graph.Output ??= builder.Computed(names[names.Count - 1]);
        graph.Prediction ??= builder.Current;
        return GraphVerifier.Verify(graph);
    }

    private static int? Following(NetworkSpec spec, int index) =>
        index + 1 < spec.Layers.Count && spec.Layers[index + 1] is { From: null } next && LayerRegistry.Find(next.Attribute) is ActivationLayer activation
            ? activation.OutputActivation(next)
            : null;
}
