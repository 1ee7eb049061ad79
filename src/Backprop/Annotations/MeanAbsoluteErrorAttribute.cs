namespace Backprop;

/// <summary>L = mean |z − y| over rows and outputs, as PyTorch's <c>L1Loss</c>; its gradient at z = y is 0.
/// Targets: <c>rows × outputs</c> values.</summary>
public sealed class MeanAbsoluteErrorAttribute : LossAttribute;
