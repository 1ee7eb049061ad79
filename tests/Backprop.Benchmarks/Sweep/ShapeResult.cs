using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Sweep;

/// <summary>A shape's training step.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Ours">The median of the quietest round, and the fastest of all repeats.</param>
/// <param name="Peer">The library of the lower median; null if there was none.</param>
/// <param name="Theirs">The same of it; the fastest repeat is that of any library.</param>
internal sealed record ShapeResult(Shape Shape, Timing Ours, string? Peer, Timing? Theirs)
{
    /// <summary>The peer's time over ours: above 1 where ours is faster.</summary>
    public double? Ratio => Theirs?.Median / Ours.Median;

    /// <summary>The same of the fastest repeats, which nobody else on the machine disturbed.</summary>
    public double? FastestRatio => Theirs?.Minimum / Ours.Minimum;

    /// <summary>Operations per nanosecond.</summary>
    public double Rate => Shape.Flops / Ours.Median;
}
