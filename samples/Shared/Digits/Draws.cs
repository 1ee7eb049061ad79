using Backprop;

namespace Samples.Digits;

/// <summary>Random numbers one after the other.</summary>
/// <param name="random">Where they come from.</param>
public sealed class Draws(CounterRandom random)
{
    private long next;

    /// <summary>From the uniform distribution on [minimum, maximum).</summary>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">What all are below.</param>
    public double Uniform(double minimum, double maximum) => minimum + ((maximum - minimum) * random.Uniform(next++));

    /// <summary>From the normal distribution.</summary>
    /// <param name="mean">Its mean.</param>
    /// <param name="deviation">Its standard deviation.</param>
    public double Normal(double mean, double deviation) => mean + (deviation * random.Normal(next++));

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1.</summary>
    /// <param name="bound">1 or more.</param>
    public int Below(int bound) => random.Below(next++, bound);
}
