using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public sealed class TransposeTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 1, 7 }, { 7, 1 }, { 3, 3 }, { 4, 4 }, { 5, 9 }, { 16, 4 }, { 17, 33 }, { 31, 15 }, { 70, 66 }, { 784, 128 }, { 128, 3 }, { 2, 128 }, { 1, 100 }, { 100, 1 }, { 17, 99 }, { 20, 17 }, { 9, 8 }, { 11, 24 }, { 13, 7 },
        { 191, 2 }, { 2, 191 }, { 4, 2 }, { 2, 5 }, { 3, 128 }, { 3, 6 }, { 7, 3 }, { 4, 191 }, { 191, 4 }, { 70, 6 }, { 7, 71 }, { 63, 13 }, { 13, 63 }, { 12, 11 }, { 5, 5 }, { 14, 9 },
        { 9, 5 }, { 5, 16 }, { 6, 9 }, { 16, 7 }, { 17, 6 }, { 475, 7 }, { 7, 475 }, { 25, 5 }, { 5, 24 }, { 8, 7 }, { 7, 8 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_become_columns_and_nothing_else_is_written(int rows, int columns)
    {
        Check(rows, columns, i => (float)i, -1f);
        Check(rows, columns, i => (double)i, -1d);
    }

    [Fact]
    public void Bits_survive()
    {
        uint[] bits = [0x7FC0_1234, 0xFFA0_0001, 0x8000_0000, 0x0000_0001, 0x7F80_0000, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        float[] source = [.. bits.Select(BitConverter.UInt32BitsToSingle)];
        float[] target = new float[16];
        Transpose.Pack(in source[0], ref target[0], 4, 4);
        for (int i = 0; i < 16; i++)
        {
            Assert.Equal(bits[i], BitConverter.SingleToUInt32Bits(target[i % 4 * 4 + i / 4]));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_share_it(int parts)
    {
        foreach ((int rows, int columns) in new[] { (63, 13), (2, 50), (50, 3), (6, 70), (31, 29) })
        {
            float[] source = [.. Enumerable.Range(0, rows * columns).Select(i => (float)i)], target = new float[rows * columns];
            for (int part = 0; part < parts; part++)
            {
                Transpose.Pack(in source[0], ref target[0], rows, columns, new Share(part, parts, null));
            }

            Assert.All(Enumerable.Range(0, rows * columns), i => Assert.Equal(source[i], target[(i % columns * rows) + (i / columns)]));
        }
    }

    [Theory]
    [InlineData(1, 5, 9)]
    [InlineData(3, 30, 16)]
    [InlineData(4, 3, 7)]
    [InlineData(5, 1, 6)]
    public void Several_matrices_are_transposed_each(int matrices, int rows, int columns)
    {
        int size = rows * columns;
        float[] source = [.. Enumerable.Range(0, matrices * size).Select(i => (float)i)], target = new float[(matrices * size) + 1];
        Transpose.Pack(in source[0], ref target[0], matrices, rows, columns);
        for (int i = 0; i < source.Length; i++)
        {
            int matrix = i / size, row = i % size / columns, column = i % columns;
            Assert.Equal(source[i], target[(matrix * size) + (column * rows) + row]);
        }

        Assert.Equal(0, target[^1]);
    }

    private static void Check<T>(int rows, int columns, Func<int, T> value, T sentinel)
        where T : unmanaged
    {
        T[] source = [.. Enumerable.Range(0, rows * columns).Select(value)];
        T[] target = [.. Enumerable.Repeat(sentinel, rows * columns + 2)];
        Transpose.Pack(in source[0], ref target[1], rows, columns);
        Assert.Equal(sentinel, target[0]);
        Assert.Equal(sentinel, target[^1]);
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                Assert.Equal(source[r * columns + c], target[1 + c * rows + r]);
            }
        }
    }
}
