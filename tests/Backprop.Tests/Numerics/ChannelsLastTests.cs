using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Lanes of positions arrive position after position, and nothing else is written.</summary>
public abstract class ChannelsLastTests<TLane>
    where TLane : struct, ILane<TLane, float>
{
    private const int Positions = 16, Guard = 3;

    private static readonly float[] Numbers = [.. Enumerable.Range(0, 4 * Positions).Select(i => i % 11 == 5 ? float.NaN : (i * 37 % 64) - 20f)];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(2, 2)]
    [InlineData(2, 7)]
    [InlineData(4, 4)]
    [InlineData(4, 6)]
    public void EveryPositionHasItsChannelsSideBySide(int channels, int step)
    {
        float[] stored = Marked(Positions * step), expected = Marked(Positions * step);
        for (int position = 0; position < Positions; position++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                expected[Guard + (position * step) + channel] = Numbers[(channel * Positions) + position];
            }
        }

        switch (channels)
        {
            case 1:
                ChannelsLast.Store(Lane(0), ref stored[0], Guard, step);
                break;
            case 2:
                ChannelsLast.Store(Lane(0), Lane(1), ref stored[0], Guard, step);
                break;
            default:
                ChannelsLast.Store(Lane(0), Lane(1), Lane(2), Lane(3), ref stored[0], Guard, step);
                break;
        }

        Assert.Equal(expected, stored);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(2, 2)]
    [InlineData(2, 7)]
    [InlineData(4, 4)]
    [InlineData(4, 6)]
    public void MaximaAreThoseOfNeighbours(int channels, int step)
    {
        float[] stored = Marked(Positions / 2 * step), expected = Marked(Positions / 2 * step);
        for (int position = 0; position < Positions / 2; position++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                int first = (channel * Positions) + (2 * position);
                expected[Guard + (position * step) + channel] = Math.Max(Numbers[first], Numbers[first + 1]);
            }
        }

        switch (channels)
        {
            case 1:
                ChannelsLast.StoreMaxima(Lane(0), ref stored[0], Guard, step);
                break;
            case 2:
                ChannelsLast.StoreMaxima(Lane(0), Lane(1), ref stored[0], Guard, step);
                break;
            default:
                ChannelsLast.StoreMaxima(Lane(0), Lane(1), Lane(2), Lane(3), ref stored[0], Guard, step);
                break;
        }

        Assert.Equal(expected, stored);
    }

    private static TLane Lane(int channel) => TLane.Load(in Numbers[0], channel * Positions);

    private static float[] Marked(int length) => [.. Enumerable.Repeat(-77f, length + (2 * Guard))];
}

public sealed class FloatLane512ChannelsLastTests : ChannelsLastTests<FloatLane512>;

public sealed class FloatLane256ChannelsLastTests : ChannelsLastTests<FloatLane256>;

public sealed class FloatLane128ChannelsLastTests : ChannelsLastTests<FloatLane128>;
