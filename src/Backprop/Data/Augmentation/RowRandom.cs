using static System.FormattableString;

namespace Backprop.Data;

/// <summary>The random numbers that an <see cref="Augmentation"/> has for one row in one epoch, by index: the same seed, epoch and row give the
/// same numbers, whatever was drawn before.</summary>
public readonly struct RowRandom
{
    private readonly CounterRandom random;
    private readonly long first;
    private readonly int count;

    internal RowRandom(CounterRandom random, long first, int count)
    {
        this.random = random;
        this.first = first;
        this.count = count;
    }

    /// <summary>A number from the uniform distribution on [0, 1).</summary>
    /// <param name="index">0 to <see cref="Augmentation.DrawsPerRow"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside: its number belongs to another transform.</exception>
    public double Uniform(int index) => random.Uniform(At(index));

    /// <summary>A number from the uniform distribution on [minimum, maximum).</summary>
    /// <inheritdoc cref="Uniform(int)"/>
    public double Uniform(int index, double minimum, double maximum) => minimum + ((maximum - minimum) * Uniform(index));

    /// <summary>A number from the normal distribution of mean 0 and variance 1.</summary>
    /// <inheritdoc cref="Uniform(int)"/>
    public double Normal(int index) => random.Normal(At(index));

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1.</summary>
    /// <param name="index">0 to <see cref="Augmentation.DrawsPerRow"/> − 1.</param>
    /// <param name="bound">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside, or the bound is below 1.</exception>
    public int Below(int index, int bound) => random.Below(At(index), bound);

    /// <summary>The numbers of a transform that is a part of this one.</summary>
    internal RowRandom Part(int start, int length) => new(random, first + start, length);

    private long At(int index) =>
        (uint)index < (uint)count
            ? first + index
            : throw new ArgumentOutOfRangeException(nameof(index), index, Invariant($"The transform has {count} random numbers per row; {index} is none of them."));
}
