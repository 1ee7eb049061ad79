using System.Numerics;
using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Numbers for kernels to read, and places for them to write, that tell when either goes too far.</summary>
internal static class Guarded<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Guard = 5;

    /// <summary>Computes into a place.</summary>
    public delegate void Compute(ref T result);

    /// <summary>What is computed into the middle of an array, around which nothing may change.</summary>
    public static T[] Stored(int count, Compute compute)
    {
        T[] all = [.. Enumerable.Repeat(T.Pi, count + (2 * Guard))];
        compute(ref all[Guard]);
        Assert.All(all[..Guard].Concat(all[^Guard..]), value => Assert.Equal(T.Pi, value));
        return all[Guard..^Guard];
    }

    /// <summary>Small whole numbers, whose sums are exact in any order.</summary>
    public static NetworkBuffer<T> Whole(int count, int seed) => Filled(count, seed, random => T.CreateChecked(random.Next(-4, 5)));

    /// <summary>Numbers of mixed sizes, whose sums depend on the order.</summary>
    public static NetworkBuffer<T> Random(int count, int seed) => Filled(count, seed, random => T.CreateChecked((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-8, 8))));

    // Behind the numbers, where lanes may reach, there are NaNs.
    private static NetworkBuffer<T> Filled(int count, int seed, Func<Random, T> number)
    {
        var random = new Random(seed);
        var buffer = new NetworkBuffer<T>(count + (64 / Unsafe.SizeOf<T>()));
        buffer.Span.Fill(T.NaN);
        for (int index = 0; index < count; index++)
        {
            buffer.Span[index] = number(random);
        }

        return buffer;
    }
}
