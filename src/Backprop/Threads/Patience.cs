using System.Diagnostics;

namespace Backprop.Numerics;

/// <summary>How long threads spin before they sleep, in ticks of the <see cref="Stopwatch"/>. To wake a sleeper takes 5 to 50 µs, as long as many a layer.</summary>
internal static class Patience
{
    /// <summary>While the others work: they should be there soon, unless another process has their core. Where there are fewer cores than threads, who spins keeps them from it.</summary>
    public static long InWork(int threads) => threads <= Environment.ProcessorCount ? Microseconds(30) : 0;

    /// <summary>Between two pieces of work: long enough for an optimizer's step or the next batch, so short that nobody notices.</summary>
    public static long BetweenWork { get; } = Environment.ProcessorCount > 1 ? Microseconds(50) : 0;

    private static long Microseconds(int count) => count * Stopwatch.Frequency / 1_000_000;
}
