using Backprop.Compiler.Declaration;
using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler;

/// <summary>From a declaration to the graph that is emitted: lower, differentiate where it is to be trained, optimise.</summary>
internal static class NetworkCompiler
{
    public static NetworkGraph Compile(NetworkSpec spec)
    {
        int lane = spec.IsDouble ? 8 : 16;
        NetworkGraph graph = NetworkLowering.Lower(spec, lane);

        if (spec.IsInferenceOnly)
        {
            Inference.Run(graph);
            graph.KeepPrediction();
        }
        else
        {
            Fusion.FuseLoss(graph);
            Inference.Run(graph);
            Differentiator.Differentiate(graph, spec.InputGradient);
        }

        DeadNodes.Remove(graph);
        GraphVerifier.Verify(graph);

        Fusion.Run(graph);
        DeadNodes.Remove(graph);
        RowLayout.Run(graph, lane);
        Recomputation.Run(graph);
        FewRows.Run(graph, lane);
        Transposition.Run(graph);
        return GraphVerifier.Verify(graph);
    }
}
