using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>What a dropout layer multiplies its values with in one training step. For the emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutMask
{
    private const int GroupBits = 27;

    /// <summary>mask[i] = 0 with the probability <paramref name="rate"/>, else 1 / (1 − rate); number i of step s of a layer is always the same.</summary>
    /// <param name="mask">Receives <paramref name="count"/> values.</param>
    /// <param name="count">The values, 0 or more.</param>
    /// <param name="rate">The probability of 0, 0 ≤ rate &lt; 1, exact to 2⁻³².</param>
    /// <param name="seed">The workspace's seed.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="layer">The number of the layer among those that draw.</param>
    /// <param name="from">The number of the first of them, a multiple of 16.</param>
    public static void Fill<T>(ref T mask, int count, float rate, long seed, long step, int layer, int from = 0)
        where T : unmanaged, IFloatingPoint<T>
    {
        uint limit = (uint)((double)rate * (1L << 32));
        T keep = T.One / (T.One - T.CreateChecked(rate));
        Span<uint> words = stackalloc uint[PhiloxGroup.Size];
        for (int start = 0; start < count; start += PhiloxGroup.Size)
        {
            PhiloxGroup.Fill(seed, RandomStreams.Dropout + layer, Group(step, from + start), words);
            int length = Math.Min(PhiloxGroup.Size, count - start);
            ref T first = ref Unsafe.Add(ref mask, start);
            for (int i = 0; i < length; i++)
            {
                Unsafe.Add(ref first, i) = words[i] < limit ? T.Zero : keep;
            }
        }
    }

    // 2²⁷ groups of 16 for each step: as many numbers as an array can have.
    private static ulong Group(long step, int start) => ((ulong)step << GroupBits) + (uint)(start / PhiloxGroup.Size);
}
