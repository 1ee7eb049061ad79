using Backprop.Compiler.Declaration;
using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Tests.Graph;

/// <summary>Graphs as they are after some of the compiler's steps, and their printed form.</summary>
internal static class Graphs
{
    /// <summary>Numbers in a lane of single precision.</summary>
    public const int Lane = 16;

    public static NetworkGraph Lowered(params LayerSpec[] layers) => NetworkLowering.Lower(Specs.Network(layers), Lane);

    /// <summary>Lowered, with the loss fused, and differentiated; nothing else.</summary>
    public static NetworkGraph Differentiated(bool inputGradient, params LayerSpec[] layers)
    {
        NetworkGraph graph = Lowered(layers);
        Fusion.FuseLoss(graph);
        Differentiator.Differentiate(graph, inputGradient);
        return graph;
    }

    /// <summary>Differentiated and fused, without what is dead.</summary>
    public static NetworkGraph Fused(bool inputGradient, params LayerSpec[] layers)
    {
        NetworkGraph graph = Differentiated(inputGradient, layers);
        DeadNodes.Remove(graph);
        Fusion.Run(graph);
        DeadNodes.Remove(graph);
        return GraphVerifier.Verify(graph);
    }

    public static NetworkGraph Compiled(params LayerSpec[] layers) => NetworkCompiler.Compile(Specs.Network(layers));

    /// <summary>Compares with a printed graph, line ends as in this source.</summary>
    public static void AssertPrints(string expected, NetworkGraph graph) =>
        Assert.Equal(expected.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n", GraphPrinter.Print(graph));

    /// <summary>The names of the operators that are computed, in order; the way back behind a bar.</summary>
    public static string Operators(NetworkGraph graph) => string.Join(" ", graph.Nodes
        .Where(node => !node.Operator.IsLeaf)
        .Select((node, index) => (node.IsBackward ? "<" : "") + node.Operator.Name));
}
