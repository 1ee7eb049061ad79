namespace Backprop;

/// <summary>L = mean over rows of −Σ tᵢ·ln softmax(z)ᵢ, from logits, as PyTorch's <c>CrossEntropyLoss</c>.
/// <c>Predict</c> returns softmax(z). Targets: one class index per row, or a row of probabilities.</summary>
public sealed class SoftmaxCrossEntropyAttribute : LossAttribute
{
    /// <summary>ε of label smoothing, in [0, 1): the target becomes (1 − ε)·t + ε/classes. Default: 0.</summary>
    public float LabelSmoothing { get; set; }
}
