using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>Batch normalisation in inference where x is a product that nothing else reads: s = γ/√(running σ² + ε) goes into the product's weights,
/// t = β + (b − running μ)·s takes the place of its bias b, and nothing is left of the normalisation.</summary>
internal static class FoldedNormalization
{
    /// <summary>The product with its bias that takes the place of a normalisation; null where there is none to fold into.</summary>
    /// <param name="node">The normalisation in training: x, moments, and γ and β if there are any.</param>
    /// <param name="inputs">What comes in, in inference: the moments are the running ones.</param>
    public static Node? Build(NetworkGraph graph, Node node, IReadOnlyList<Node> inputs, float epsilon, bool isAffine)
    {
        Node x = inputs[0], running = inputs[1];
        bool hasBias = x.Operator is AddBiasOperator;
        Node product = hasBias ? x.Inputs[0] : x;
        if (product.Operator.ScaledInput is not { } index || !IsOnlyNormalized(graph, node))
        {
            return null;
        }

        string layer = node.Layer;
        Node scale = graph.Add(new InferenceScaleOperator(epsilon, isAffine), layer, [running, .. isAffine ? [inputs[2]] : Array.Empty<Node>()]);
        Node shift = graph.Add(
            new InferenceShiftOperator(isAffine, hasBias), layer, [running, scale, .. isAffine ? [inputs[3]] : Array.Empty<Node>(), .. hasBias ? [x.Inputs[1]] : Array.Empty<Node>()]);
        Node weight = graph.Add(new ScaleColumnsOperator(), layer, product.Inputs[index], scale);
        Node scaled = graph.Add(product.Operator, layer, product.Inputs.Select((input, i) => i == index ? weight : input).ToArray());
        return graph.Add(new AddBiasOperator(), layer, scaled, shift);
    }

    // Whether only the moments and the normalisation itself read the value in training.
    private static bool IsOnlyNormalized(NetworkGraph graph, Node node) =>
        graph.UsesOf(node.Inputs[0]).All(use => use == node || use == node.Inputs[1]);
}
