using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>A hint changes nothing that a program could see.</summary>
public sealed class PrefetchTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(8, 40, 3)]
    [InlineData(6, 500, 484)]
    public void NothingIsChanged(int rows, int columns, int column)
    {
        float[] matrix = [.. Enumerable.Range(0, rows * columns).Select(number => number * 0.5f)], before = [.. matrix];

        Prefetch.Block(ref matrix[0], column, columns, rows, 3);

        Assert.Equal(before, matrix);
    }

    /// <summary>The last lane of the last row may end where the memory ends, and the line behind it may belong to nobody: asking for it is no access.</summary>
    [Fact]
    public void MemoryBehindTheEndMayBeAskedFor()
    {
        float[] matrix = new float[4];

        Prefetch.Block(ref matrix[0], 3, 1 << 20, 8, 3);

        Assert.All(matrix, value => Assert.Equal(0, value));
    }
}
