namespace Backprop;

/// <summary>The same value everywhere: <see cref="Initializer.Zeros"/> and <see cref="Initializer.Constant"/>. Units that start alike stay alike, so this is for biases.</summary>
internal sealed class ConstantWeights : WeightInitializer
{
    private readonly double value;

    /// <param name="value">Any finite number.</param>
    public ConstantWeights(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"The constant must be finite, not {value}."));
        }

        this.value = value;
    }

    public override double Value(CounterRandom random, long index) => value;
}
