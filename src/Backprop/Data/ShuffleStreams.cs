namespace Backprop;

/// <summary>Which streams of a seed the shuffles draw from. They lie far from the small numbers that parameters are initialised with,
/// so that one seed for everything does not make an order and a weight come from the same numbers.</summary>
internal static class ShuffleStreams
{
    /// <summary><see cref="Backprop.Dataset.Shuffle"/>.</summary>
    public const ulong Dataset = 1UL << 62;

    /// <summary>An epoch of a training run, counted from 0.</summary>
    public static ulong Epoch(int epoch) => (1UL << 63) + (ulong)epoch;
}
