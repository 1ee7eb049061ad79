namespace Backprop.Benchmarks.Comparison;

/// <summary>A result over all rounds.</summary>
/// <param name="Who">Ours or a peer.</param>
/// <param name="Variant">Which of its ways.</param>
/// <param name="Nanoseconds">Per call: the median over the rounds.</param>
/// <param name="Minimum">Per call: the shortest repeat of all.</param>
/// <param name="Ratio">Its time over ours: above 1 where ours is faster. The median over the rounds; null without ours.</param>
/// <param name="MinimumRatio">Its shortest repeat over ours: what is left of the ratio when others use the machine too.</param>
internal sealed record Measured(string Who, string Variant, double Nanoseconds, double Minimum, double? Ratio, double? MinimumRatio);
