using Backprop.Numerics;
using Xunit;

namespace Backprop.Tests.Numerics;

/// <summary>Strips cover all columns once, and blocks are whole strips.</summary>
public sealed class StripsTests
{
    /// <summary>Lanes of each strip, for a number of lanes altogether.</summary>
    [Theory]
    [InlineData(8, 1, "1")]
    [InlineData(8, 2, "2")]
    [InlineData(8, 3, "3")]
    [InlineData(8, 4, "2 2")]
    [InlineData(2, 5, "3 2")]
    [InlineData(8, 6, "3 3")]
    [InlineData(100, 7, "3 2 2")]
    [InlineData(1, 1, "1")]
    [InlineData(1, 11, "8 3")]
    public void Wide_lanes_go_in_threes_without_a_lane_alone(int rows, int lanes, string expected)
    {
        Assert.Equal(expected, Cut<FloatLane512>(rows, lanes * 16));
        Assert.Equal(expected, Cut<FloatLane512>(rows, (lanes * 16) - 15));
        Assert.Equal(expected, Cut<DoubleLane512>(rows, lanes * 8));
    }

    [Theory]
    [InlineData(8, 3, "1 1 1")]
    [InlineData(5, 1, "1")]
    [InlineData(3, 2, "1 1")]
    [InlineData(2, 6, "6")]
    [InlineData(1, 7, "4 3")]
    public void Other_lanes_go_alone_but_for_a_row_or_two(int rows, int lanes, string expected)
    {
        Assert.Equal(expected, Cut<FloatLane256>(rows, lanes * 16));
        Assert.Equal(expected, Cut<DoubleLane128>(rows, lanes * 8));
    }

    [Theory]
    [InlineData(1000, 0, 100, 96)]
    [InlineData(1000, 96, 100, 192)]
    [InlineData(1000, 0, 10, 48)]
    [InlineData(100, 0, 512, 100)]
    [InlineData(112, 0, 100, 80)]
    public void A_block_ends_with_a_strip(int columns, int start, int most, int end) => Assert.Equal(end, Strips.End<FloatLane512>(8, columns, start, most));

    [Theory]
    [InlineData(18, 0, 2, true)]
    [InlineData(24, 0, 2, true)]
    [InlineData(25, 0, 2, false)]
    [InlineData(8, 0, 1, false)] // no lane lies before it
    [InlineData(72, 48, 2, true)]
    [InlineData(88, 0, 3, false)]
    [InlineData(40, 32, 1, true)]
    public void A_last_lane_may_be_half_a_one(int columns, int column, int lanes, bool isHalf) =>
        Assert.Equal(isHalf, Strips.EndsWithHalf<FloatLane512>(columns, column, lanes));

    private static string Cut<TLane>(int rows, int columns)
        where TLane : struct, ILane<TLane>
    {
        var strips = new List<int>();
        for (int column = 0; column < columns; column += strips[^1] * TLane.Width)
        {
            strips.Add(Strips.Lanes<TLane>(rows, columns, column));
        }

        return string.Join(' ', strips);
    }
}
