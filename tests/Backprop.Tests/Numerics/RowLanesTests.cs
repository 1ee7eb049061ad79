using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Rows go into lanes and come back.</summary>
public sealed class RowLanesTests
{
    /// <summary>Rows and numbers below, at and above whole blocks and groups.</summary>
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 1, 30 }, { 2, 8 }, { 5, 3 }, { 7, 20 }, { 8, 8 }, { 9, 17 }, { 15, 16 }, { 16, 1 }, { 16, 24 }, { 17, 7 }, { 24, 9 }, { 31, 12 }, { 32, 64 }, { 40, 33 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_number_has_its_place(int rows, int size)
    {
        Check(rows, size, 16, i => (float)(i + 1), -1f);
        Check(rows, size, 8, i => (double)(i + 1), -1d);
    }

    private static void Check<T>(int rows, int size, int lane, Func<int, T> value, T sentinel)
        where T : unmanaged
    {
        int groups = (rows + lane - 1) / lane;
        T[] source = [.. Enumerable.Range(0, rows * size).Select(value)];
        T[] packed = [.. Enumerable.Repeat(sentinel, (groups * lane * size) + 2)], back = [.. Enumerable.Repeat(sentinel, (rows * size) + 2)];

        RowLanes.Pack(in source[0], ref packed[1], rows, size);
        RowLanes.Unpack(in packed[1], ref back[1], rows, size);

        for (int row = 0; row < groups * lane; row++)
        {
            for (int i = 0; i < size; i++)
            {
                T expected = row < rows ? source[(row * size) + i] : default; // missing rows are zeros
                Assert.Equal(expected, packed[1 + (((row / lane * size) + i) * lane) + (row % lane)]);
            }
        }

        Assert.Equal([sentinel, .. source, sentinel], back);
        Assert.Equal((sentinel, sentinel), (packed[0], packed[^1]));
    }
}
