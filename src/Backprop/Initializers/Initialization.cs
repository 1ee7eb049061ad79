using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>Fills parameter tensors with their starting values.</summary>
public static class Initialization
{
    /// <summary>Writes starting values. They depend on the seed, the stream and their place alone; in <see cref="float"/> they are those of
    /// <see cref="double"/>, rounded.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">What to fill, in the tensor's own order.</param>
    /// <param name="initializer">Any but <see cref="Initializer.Auto"/>, which only a layer's activation can decide.</param>
    /// <param name="fanIn">Inputs of the layer.</param>
    /// <param name="fanOut">Outputs of the layer.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="stream">The number of the tensor within the network, so that no two share their draws; 0 or more.</param>
    /// <exception cref="ArgumentException">The initializer is Auto, or the element type neither float nor double.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The initializer is none, a fan that it divides by is below 1, its value is not finite or, as a
    /// standard deviation, negative, or the stream is negative. The weights are then as they were.</exception>
    public static void Fill<T>(Span<T> weights, Initializer initializer, int fanIn, int fanOut, long seed, int stream)
        where T : unmanaged => Fill(weights, initializer, fanIn, fanOut, value: 0, seed, stream);

    /// <summary>The same for initializers that have a value of their own: the constant of <see cref="Initializer.Constant"/>, the standard deviation of <see cref="Initializer.Normal"/>.</summary>
    /// <param name="weights">What to fill, in the tensor's own order.</param>
    /// <param name="initializer">Any but <see cref="Initializer.Auto"/>, which only a layer's activation can decide.</param>
    /// <param name="fanIn">Inputs of the layer.</param>
    /// <param name="fanOut">Outputs of the layer.</param>
    /// <param name="value">That value; by others it is ignored.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="stream">The number of the tensor within the network, so that no two share their draws; 0 or more.</param>
    /// <exception cref="ArgumentException">The initializer is Auto, or the element type neither float nor double.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The initializer is none, a fan that it divides by is below 1, its value is not finite or, as a
    /// standard deviation, negative, or the stream is negative. The weights are then as they were.</exception>
    public static void Fill<T>(Span<T> weights, Initializer initializer, int fanIn, int fanOut, float value, long seed, int stream)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stream);
        WeightInitializer values = Create(initializer, fanIn, fanOut, value);
        CounterRandom random = new(seed, RandomStreams.Parameters + stream);
        if (typeof(T) == typeof(float))
        {
            Span<float> floats = MemoryMarshal.Cast<T, float>(weights);
            for (int i = 0; i < floats.Length; i++)
            {
                floats[i] = (float)values.Value(random, i);
            }
        }
        else if (typeof(T) == typeof(double))
        {
            Span<double> doubles = MemoryMarshal.Cast<T, double>(weights);
            for (int i = 0; i < doubles.Length; i++)
            {
                doubles[i] = values.Value(random, i);
            }
        }
        else
        {
            throw new ArgumentException($"Weights are float or double, not {typeof(T).Name}.", nameof(weights));
        }
    }

    private static WeightInitializer Create(Initializer initializer, int fanIn, int fanOut, float value) => initializer switch
    {
        Initializer.XavierNormal => new XavierNormal(fanIn, fanOut),
        Initializer.XavierUniform => new XavierUniform(fanIn, fanOut),
        Initializer.HeNormal => new HeNormal(fanIn),
        Initializer.HeUniform => new HeUniform(fanIn),
        Initializer.LeCunNormal => new LeCunNormal(fanIn),
        Initializer.LeCunUniform => new LeCunUniform(fanIn),
        Initializer.Zeros => new ConstantWeights(0),
        Initializer.Constant => new ConstantWeights(value),
        Initializer.Normal => new NormalWeights(value),
        Initializer.Auto => throw new ArgumentException(
            "Auto stands for the initializer that fits a layer's activation; name that one (XavierNormal, HeNormal, LeCunNormal …).", nameof(initializer)),
        _ => throw new ArgumentOutOfRangeException(nameof(initializer), initializer, $"{(int)initializer} is no initializer."),
    };
}
