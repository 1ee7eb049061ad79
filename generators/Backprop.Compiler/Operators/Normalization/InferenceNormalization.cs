using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>Batch normalisation in inference: y = x ⊙ s + t with s = γ/√(running σ² + ε) and t = β − running μ·s. Where x is a product that nothing else reads,
/// s goes into its weights and t into its bias, and nothing of the normalisation is left.</summary>
internal static class InferenceNormalization
{
    /// <summary>Adds the nodes that take the place of a normalisation.</summary>
    /// <param name="node">The normalisation in training: x, moments, and γ and β if there are any.</param>
    /// <param name="x">What comes in, in inference.</param>
    public static Node Build(NetworkGraph graph, Node node, Node x, float epsilon, bool isAffine)
    {
        string layer = node.Layer;
        Node running = graph.StateUpdates.First(update => update.Key.Inputs[1] == node.Inputs[1]).Value;
        Node scale = graph.Add(new InferenceScaleOperator(epsilon, isAffine), layer, [running, .. isAffine ? [node.Inputs[2]] : Array.Empty<Node>()]);
        bool hasBias = x.Operator is AddBiasOperator;
        Node product = hasBias ? x.Inputs[0] : x;
        bool folds = product.Operator.ScaledInput is not null && IsOnlyNormalized(graph, node.Inputs[0], node);
        Node[] shiftInputs = [running, scale, .. isAffine ? [node.Inputs[3]] : Array.Empty<Node>(), .. folds && hasBias ? [x.Inputs[1]] : Array.Empty<Node>()];
        Node shift = graph.Add(new InferenceShiftOperator(isAffine, folds && hasBias), layer, shiftInputs);
        if (!folds)
        {
            return graph.Add(new ScaleShiftOperator(), layer, x, scale, shift);
        }

        int index = product.Operator.ScaledInput!.Value;
        Node weight = graph.Add(new ScaleColumnsOperator(), layer, product.Inputs[index], scale);
        Node scaled = graph.Add(product.Operator, layer, product.Inputs.Select((input, i) => i == index ? weight : input).ToArray());
        return graph.Add(new AddBiasOperator(), layer, scaled, shift);
    }

    // Whether only the moments and the normalisation itself read the value in training.
    private static bool IsOnlyNormalized(NetworkGraph graph, Node value, Node node) =>
        graph.UsesOf(value).All(use => use == node || use == node.Inputs[1] || use.Operator is BatchMomentsOperator);
}
