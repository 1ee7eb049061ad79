namespace Mnist;

/// <summary>A digit that was read wrong.</summary>
/// <param name="Row">Its number in the dataset.</param>
/// <param name="Label">What it is.</param>
/// <param name="Read">What it was read as.</param>
/// <param name="Confidence">The probability that the network gave to that.</param>
internal sealed record Misreading(int Row, int Label, int Read, float Confidence);
