namespace Backprop;

/// <summary>U(−a, a): what the uniform initializers are made of. Its variance is a²/3.</summary>
internal abstract class UniformWeights(double limit) : WeightInitializer
{
    public sealed override double Value(CounterRandom random, long index) => limit * (2 * random.Uniform(index) - 1);
}
