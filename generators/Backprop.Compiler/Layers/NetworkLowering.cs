using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Layers;

/// <summary>From a checked declaration to the graph of its forward pass.</summary>
internal static class NetworkLowering
{
    public static NetworkGraph Lower(NetworkSpec spec, int lane)
    {
        LayerList list = new(spec);
        var builder = new NetworkBuilder(lane, list.Names);
        NetworkGraph graph = builder.Graph;
        graph.Layers = LayerLowering.Lower(list, builder);
        graph.Output ??= builder.Computed(list.Names[list.Names.Count - 1]);
        graph.Prediction ??= builder.Current;
        return GraphVerifier.Verify(graph);
    }
}
