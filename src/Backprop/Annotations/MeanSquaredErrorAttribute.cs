namespace Backprop;

/// <summary>L = mean (z − y)² over rows and outputs, as PyTorch's <c>MSELoss</c>. Targets: <c>rows × outputs</c> values.</summary>
public sealed class MeanSquaredErrorAttribute : LossAttribute;
