using static System.FormattableString;

namespace Backprop;

/// <summary>Inverted dropout: in training, each value becomes 0 with the probability <paramref name="rate"/> and is divided by 1 − rate otherwise, so that its
/// mean stays; inference leaves it alone. What is dropped depends on the workspace's seed and step, the layer and the place in the batch only.
/// Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15 (2014).</summary>
/// <param name="rate">The probability of being dropped, 0 ≤ rate &lt; 1, as in PyTorch and Keras.</param>
public sealed class DropoutAttribute(float rate) : LayerAttribute
{
    /// <summary>The probability of being dropped.</summary>
    public float Rate { get; } = rate;

    internal override string InTraining => Invariant($"dropout {Rate}");
}
