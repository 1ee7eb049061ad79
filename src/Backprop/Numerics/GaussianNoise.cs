using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>What a noise layer adds to its values in one training step. For the emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GaussianNoise
{
    /// <summary>noise[i] from N(0, deviation²); number i of step s of a layer is always the same.</summary>
    /// <param name="noise">Receives <paramref name="count"/> values.</param>
    /// <param name="count">The values, 0 or more.</param>
    /// <param name="deviation">The standard deviation, 0 or more.</param>
    /// <param name="seed">The workspace's seed.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="layer">The number of the layer among those that draw.</param>
    /// <param name="from">The number of the first of them.</param>
    public static void Fill<T>(ref T noise, int count, float deviation, long seed, long step, int layer, int from = 0)
        where T : unmanaged, IFloatingPoint<T>
    {
        var random = new CounterRandom(seed, RandomStreams.Noise + layer);
        long first = (step << 31) + from;
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref noise, i) = T.CreateTruncating(deviation * random.Normal(first + i));
        }
    }
}
