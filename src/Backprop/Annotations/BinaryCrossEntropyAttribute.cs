namespace Backprop;

/// <summary>L = mean −(y·ln σ(z) + (1 − y)·ln(1 − σ(z))) over rows and outputs, from logits, as PyTorch's <c>BCEWithLogitsLoss</c>.
/// <c>Predict</c> returns σ(z). Targets: <c>rows × outputs</c> values in [0, 1].</summary>
public sealed class BinaryCrossEntropyAttribute : LossAttribute;
