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
        for (int index = 0; index < spec.Layers.Count; index++)
        {
            LayerSpec layer = spec.Layers[index];
            LayerRegistry.Find(layer.Attribute)!.Lower(layer, names[index], builder);
        }

        NetworkGraph graph = builder.Graph;
        graph.Output ??= builder.Current;
        graph.Prediction ??= builder.Current;
        return GraphVerifier.Verify(graph);
    }
}
