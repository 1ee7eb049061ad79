using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;

namespace Backprop.Compiler.Passes;

/// <summary>Adds what <c>Predict</c> computes where it differs from training: every operator may put another in its place
/// (<see cref="Operator.InInference"/>), and what follows it is computed anew. What comes before is shared.</summary>
internal static class Inference
{
    public static void Run(NetworkGraph graph)
    {
        var twins = new Dictionary<Node, Node>();
        foreach (Node node in graph.Nodes.Where(node => node != graph.Loss).ToArray())
        {
            graph.Place = node.Place;
            Node[] inputs = node.Inputs.Select(input => twins[input]).ToArray();
            Node twin = node.Operator.InInference(node, inputs, graph)
                ?? (inputs.SequenceEqual(node.Inputs) ? node : graph.Add(node.Operator, node.Layer, inputs));

            // Where all that is left of the network is its input, it is copied.
            twins[node] = node == graph.Output && twin.Storage.Operator.IsLeaf ? graph.Add(new ElementwiseOperator(new Linear()), node.Layer, twin) : twin;
        }

        graph.Place = null;
        graph.InferenceOutput = twins[graph.Output!];
        graph.Prediction = twins[graph.Prediction!];
    }
}
