using System.Runtime.CompilerServices;
using Backprop.Numerics;
using Xunit;

namespace Backprop.Tests.Numerics;

/// <summary>Copies of columns: every column of every row is found where a tile looks for it.</summary>
public sealed class PanelsTests
{
    [Theory]
    [InlineData(256, 3, 32)]
    [InlineData(257, 5, 32)]
    [InlineData(271, 4, 32)]
    [InlineData(272, 70, 32)]
    [InlineData(300, 9, 128)]
    [InlineData(1023, 100, 128)]
    public void Columns_are_found_in_a_copy(int columns, int depth, int width)
    {
        Check<FloatLane512, float>(columns, depth, width, transposed: false, number => number);
        Check<FloatLane256, float>(columns, depth, width, transposed: false, number => number);
        Check<FloatLane128, float>(columns, depth, width, transposed: false, number => number);
        Check<DoubleLane512, double>(columns, depth, width / 2, transposed: false, number => number);
    }

    [Theory]
    [InlineData(1, 1, 32)]
    [InlineData(7, 9, 32)]
    [InlineData(16, 3, 32)]
    [InlineData(20, 33, 32)]
    [InlineData(33, 40, 32)]
    [InlineData(100, 17, 128)]
    [InlineData(129, 2, 128)]
    [InlineData(513, 300, 32)]
    public void Columns_are_found_in_a_transposed_copy(int columns, int depth, int width)
    {
        Check<FloatLane512, float>(columns, depth, width, transposed: true, number => number);
        Check<DoubleLane128, double>(columns, depth, width / 2, transposed: true, number => number);
    }

    [Fact]
    public void Nothing_is_copied_in_place()
    {
        float[] matrix = [1, 2, 3, 4, 5, 6];
        Panels<float> panels = Panels.InPlace(in matrix[0], 3);
        Assert.Equal(3, panels.Step);
        Assert.True(Unsafe.AreSame(ref matrix[0], in panels.At(2)));
    }

    [Theory]
    [InlineData(100, 32, 640)]
    [InlineData(512, 32, 128)]
    [InlineData(100_000, 32, 32)]
    [InlineData(512, 128, 128)]
    public void A_block_is_whole_panels_that_a_cache_holds(int depth, int width, int columns) => Assert.Equal(columns, Panels.Block<float>(depth, width));

    // As a product goes through it: block by block, and in each block tile by tile; a tile that would reach beyond the matrix starts earlier.
    private static void Check<TLane, T>(int columns, int depth, int width, bool transposed, Func<int, T> value)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        var matrix = new NetworkBuffer<T>((long)columns * depth);
        for (int index = 0; index < columns * depth; index++)
        {
            matrix.Span[index] = value(index);
        }

        int block = Panels.Block<T>(depth, width), found = 0;
        for (int start = 0; start < columns; start += block)
        {
            int end = Math.Min(start + block, columns);
            Panels<T> panels = Panels.Pack<TLane, T>(in matrix.Origin, columns, depth, start, end, width, transposed);
            Assert.Equal(transposed && columns * depth <= 4096 ? columns : width, panels.Step); // a small one is a single panel
            for (int tile = start; tile < end; tile += width)
            {
                ref readonly T panel = ref panels.At(tile);
                for (int column = Math.Max(0, Math.Min(tile, columns - width)); column < Math.Min(tile + width, columns); column++)
                {
                    for (int row = 0; row < depth; row++)
                    {
                        T expected = matrix.Span[transposed ? column * depth + row : row * columns + column];
                        Assert.Equal(expected, Unsafe.Add(ref Unsafe.AsRef(in panel), column + row * panels.Step));
                        found++;
                    }
                }
            }
        }

        Assert.True(found >= columns * depth, $"{found} of {columns * depth} values were looked at.");
    }
}
