namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>What a network is evaluated on, in double.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Parameters">All parameters.</param>
/// <param name="Inputs">Rows of inputs.</param>
/// <param name="Labels">A class per row, or null.</param>
/// <param name="Values">Rows of targets; where the network has no loss, ∂L/∂outputs of L = Σ outputs · values. Null with labels.</param>
internal sealed record Problem(int Rows, double[] Parameters, double[] Inputs, int[]? Labels, double[]? Values);
