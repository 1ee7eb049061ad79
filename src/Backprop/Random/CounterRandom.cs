namespace Backprop;

/// <summary>Random numbers by index: the number at an index depends on the seed, the stream and the index alone, never on what was drawn before,
/// on which thread, or on which machine. Streams of the same seed are independent of each other, and so are seeds.</summary>
/// <remarks>Philox4x32-10 under the seed as its key. Its counter is the index halved (a block holds two 64-bit numbers) and, above it, the stream.
/// <see cref="RandomStreams"/> names the streams that the library uses.</remarks>
public readonly struct CounterRandom
{
    /// <summary>The numbers of one stream of a seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">Any number; each has its own 2⁶⁴ indices.</param>
    public CounterRandom(long seed, long stream)
    {
        Seed = seed;
        Stream = stream;
    }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>The stream.</summary>
    public long Stream { get; }

    /// <summary>64 random bits. A negative index counts on from 2⁶³, so every index has bits of its own.</summary>
    public ulong Bits(long index)
    {
        ulong block = (ulong)index >> 1;
        (uint r0, uint r1, uint r2, uint r3) = Philox.Block(
            (uint)block, (uint)(block >> 32), (uint)Stream, (uint)(Stream >> 32), (uint)Seed, (uint)(Seed >> 32));
        return (index & 1) == 0 ? r0 | ((ulong)r1 << 32) : r2 | ((ulong)r3 << 32);
    }

    /// <summary>A number from the uniform distribution on [0, 1): a multiple of 2⁻⁵³.</summary>
    public double Uniform(long index) => (Bits(index) >> 11) * (1.0 / (1L << 53));

    /// <summary>A number from the normal distribution of mean 0 and variance 1, by inversion: at most 8.3 away from 0.</summary>
    public double Normal(long index) => NormalQuantile.At(((Bits(index) >> 12) + 0.5) * (1.0 / (1L << 52)));

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1. None is preferred by more than one part in 2³³.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is 0 or less.</exception>
    public int Below(long index, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(Bits(index), (ulong)bound, out _);
    }

    /// <summary>Puts the items into a random order, each order as likely as any other (Fisher and Yates, in Durstenfeld's form, 1964).</summary>
    /// <param name="items">What to shuffle, in place.</param>
    /// <param name="firstIndex">The draws used are those at firstIndex + 1 to firstIndex + items.Length − 1.</param>
    public void Shuffle(Span<int> items, long firstIndex = 0)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int chosen = Below(firstIndex + last, last + 1);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }
}
