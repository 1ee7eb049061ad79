using System.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Numbers to try lanes on, and their bits.</summary>
internal static class LaneNumbers
{
    /// <summary>The bits of a float or double; one value for every NaN, because payloads are the processor's business.</summary>
    public static ulong Bits<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsNaN(value) ? ulong.MaxValue
        : value is float single ? BitConverter.SingleToUInt32Bits(single)
        : BitConverter.DoubleToUInt64Bits(double.CreateChecked(value));

    /// <summary>The corners of the format, halves to round, and random numbers of all sizes.</summary>
    public static T[] Interesting<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T smallestNormal = typeof(T) == typeof(float) ? T.CreateChecked(1.17549435e-38f) : T.CreateChecked(2.2250738585072014E-308);
        T[] corners =
        [
            T.Zero, T.One, T.PositiveInfinity, T.NaN, T.Epsilon, smallestNormal, T.BitDecrement(smallestNormal), T.MaxValue,
            T.CreateChecked(0.5), T.CreateChecked(1.5), T.CreateChecked(2.5), T.BitDecrement(T.One), T.BitIncrement(T.One), T.Pi,
        ];
        Random random = new(1);
        IEnumerable<T> some = Enumerable.Range(0, 36).Select(_ => T.CreateChecked((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 12))));
        return [.. corners, .. corners.Select(c => -c), .. some];
    }

    /// <summary>Rows of random numbers of mixed sizes, whose sum depends on its order.</summary>
    public static IEnumerable<T[]> RandomRows<T>(int width, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(2);
        for (int row = 0; row < rows; row++)
        {
            yield return [.. Enumerable.Range(0, width).Select(_ => T.CreateChecked((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-8, 8))))];
        }
    }
}
