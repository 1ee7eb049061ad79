using Backprop.Numerics;
using Xunit;

namespace Backprop.Tests.Numerics;

/// <summary>Which rows fall on the same places of a cache.</summary>
public sealed class CachePlacesTests
{
    [Theory]
    [InlineData(1024)]
    [InlineData(1023)]
    [InlineData(1025)]
    [InlineData(2048)]
    [InlineData(3071)]
    public void Rows_of_whole_pages_are_pages_apart(int step) => Assert.True(CachePlaces.ArePagesApart<float>(step));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(512)]
    [InlineData(1022)]
    [InlineData(1026)]
    [InlineData(1536)]
    public void Others_are_not(int step) => Assert.False(CachePlaces.ArePagesApart<float>(step));

    [Fact]
    public void A_number_is_as_long_as_its_type()
    {
        Assert.True(CachePlaces.ArePagesApart<double>(512));
        Assert.Equal(2 * CachePlaces.InFirstLevel<float>(9, 64), CachePlaces.InFirstLevel<double>(9, 64));
    }

    /// <summary>2048 bytes: 512 such rows fill their places of a cache of a megabyte. 3136 = 49 · 64 bytes fall on as many places as 64 do.</summary>
    [Theory]
    [InlineData(512, 512, 1f)]
    [InlineData(784, 512, 784f / 512)]
    [InlineData(1024, 784, 1f / 16)]
    [InlineData(1024, 1023, 1f / 256)]
    public void As_often_as_the_largest_power_of_two_says(int rows, int step, float times) => Assert.Equal(times, CachePlaces.InSecondLevel<float>(rows, step));
}
