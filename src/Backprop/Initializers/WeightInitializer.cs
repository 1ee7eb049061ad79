namespace Backprop;

/// <summary>One way to start weights. A value depends on its index alone, and is computed in double whatever the network's type.</summary>
internal abstract class WeightInitializer
{
    /// <summary>The value at an index of the tensor.</summary>
    public abstract double Value(CounterRandom random, long index);

    /// <summary>Refuses a layer without inputs or outputs, which the formulas cannot divide by.</summary>
    protected static int AtLeastOne(int fan, string name) =>
        fan >= 1 ? fan : throw new ArgumentOutOfRangeException(name, fan, $"{name} must be 1 or more, not {fan}.");
}
