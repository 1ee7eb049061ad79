using System.Numerics;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Sums whose numbers take turns are, bit for bit, the sums of lanes that hold the numbers of one sum each.</summary>
public abstract class InterleavedSumsTests<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private const int Guard = 3;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Each_sum_is_that_of_its_own_lane(int units)
    {
        foreach (T[] values in LaneNumbers.RandomRows<T>(TLane.Width * units, 100))
        {
            T[] bias = [.. values[..units], .. Enumerable.Repeat(T.NaN, TLane.Width)]; // what lies behind it must not matter
            T[] stored = [.. Enumerable.Repeat(T.Pi, units + (2 * Guard))];
            Store(values, units, in bias[0], ref stored[0], Guard);

            for (int unit = 0; unit < units; unit++)
            {
                T[] own = [.. Enumerable.Range(0, TLane.Width).Select(place => values[(place * units) + unit])];
                Assert.Equal(LaneNumbers.Bits(TLane.Sum(TLane.Load(in own[0], 0)) + bias[unit]), LaneNumbers.Bits(stored[Guard + unit]));
            }

            Assert.All(stored[..Guard].Concat(stored[(Guard + units)..]), value => Assert.Equal(T.Pi, value));
        }
    }

    private static void Store(T[] values, int units, ref readonly T bias, ref T destination, int offset)
    {
        TLane Lane(int index) => TLane.Load(in values[0], index * TLane.Width);
        switch (units)
        {
            case 2:
                InterleavedSums.Store(Lane(0), Lane(1), in bias, ref destination, offset);
                break;
            case 3:
                InterleavedSums.Store(Lane(0), Lane(1), Lane(2), in bias, ref destination, offset);
                break;
            case 4:
                InterleavedSums.Store(Lane(0), Lane(1), Lane(2), Lane(3), in bias, ref destination, offset);
                break;
            case 5:
                InterleavedSums.Store(Lane(0), Lane(1), Lane(2), Lane(3), Lane(4), in bias, ref destination, offset);
                break;
            case 6:
                InterleavedSums.Store(Lane(0), Lane(1), Lane(2), Lane(3), Lane(4), Lane(5), in bias, ref destination, offset);
                break;
            case 7:
                InterleavedSums.Store(Lane(0), Lane(1), Lane(2), Lane(3), Lane(4), Lane(5), Lane(6), in bias, ref destination, offset);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(units));
        }
    }
}

public sealed class FloatLane512InterleavedSumsTests : InterleavedSumsTests<FloatLane512, float>;

public sealed class FloatLane256InterleavedSumsTests : InterleavedSumsTests<FloatLane256, float>;

public sealed class FloatLane128InterleavedSumsTests : InterleavedSumsTests<FloatLane128, float>;

public sealed class DoubleLane512InterleavedSumsTests : InterleavedSumsTests<DoubleLane512, double>;

public sealed class DoubleLane256InterleavedSumsTests : InterleavedSumsTests<DoubleLane256, double>;

public sealed class DoubleLane128InterleavedSumsTests : InterleavedSumsTests<DoubleLane128, double>;
