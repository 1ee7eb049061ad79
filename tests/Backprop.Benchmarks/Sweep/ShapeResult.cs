namespace Backprop.Benchmarks.Sweep;

/// <summary>A shape's training step.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Nanoseconds">Ours: the median of the quietest round.</param>
/// <param name="Peer">The faster library; null if there was none.</param>
/// <param name="PeerNanoseconds">The same of it.</param>
internal sealed record ShapeResult(Shape Shape, double Nanoseconds, string? Peer, double? PeerNanoseconds)
{
    /// <summary>The peer's time over ours: above 1 where ours is faster.</summary>
    public double? Ratio => PeerNanoseconds / Nanoseconds;

    /// <summary>Operations per nanosecond.</summary>
    public double Rate => Shape.Flops / Nanoseconds;
}
