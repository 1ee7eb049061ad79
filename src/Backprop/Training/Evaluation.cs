namespace Backprop;

/// <summary>What <see cref="Trainer{TNetwork}.Evaluate"/> measured.</summary>
/// <param name="Loss">The mean loss over all rows.</param>
/// <param name="Accuracy">The share of rows whose largest output is the right class, 0 to 1; null unless the network's targets are classes.</param>
public readonly record struct Evaluation(double Loss, double? Accuracy);
