namespace Backprop;

/// <summary>N(0, σ²): <see cref="Initializer.Normal"/>, and what the scaled normal initializers are made of.</summary>
internal class NormalWeights : WeightInitializer
{
    private readonly double sigma;

    /// <param name="sigma">The standard deviation σ, finite and 0 or more.</param>
    public NormalWeights(double sigma)
    {
        if (!double.IsFinite(sigma) || sigma < 0)
        {
            throw new ArgumentOutOfRangeException("value", sigma, FormattableString.Invariant($"The standard deviation must be finite and 0 or more, not {sigma}."));
        }

        this.sigma = sigma;
    }

    public sealed override double Value(CounterRandom random, long index) => sigma * random.Normal(index);
}
