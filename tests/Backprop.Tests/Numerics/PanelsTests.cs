using System.Runtime.CompilerServices;
using Backprop.Numerics;
using Xunit;

namespace Backprop.Tests.Numerics;

/// <summary>Panels of columns: every column of every row has a place, and is found where a tile looks for it.</summary>
public sealed class PanelsTests
{
    [Theory]
    [InlineData(256, 3)]
    [InlineData(257, 5)]
    [InlineData(271, 4)]
    [InlineData(272, 70)]
    [InlineData(300, 9)]
    [InlineData(305, 900)]
    [InlineData(1023, 100)]
    public void Columns_are_found_where_tiles_put_them(int columns, int depth)
    {
        foreach (int rows in new[] { 1, 40 })
        {
            Check<FloatLane512, float>(rows, columns, depth, transposed: false, number => number);
            Check<FloatLane256, float>(rows, columns, depth, transposed: false, number => number);
            Check<FloatLane128, float>(rows, columns, depth, transposed: false, number => number);
            Check<DoubleLane512, double>(rows, columns, depth, transposed: false, number => number);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 9)]
    [InlineData(16, 3)]
    [InlineData(20, 33)]
    [InlineData(33, 400)]
    [InlineData(100, 170)]
    [InlineData(129, 42)]
    [InlineData(513, 300)]
    public void Columns_are_found_in_a_transposed_copy(int columns, int depth)
    {
        foreach (int rows in new[] { 1, 40 })
        {
            Check<FloatLane512, float>(rows, columns, depth, transposed: true, number => number);
            Check<DoubleLane128, double>(rows, columns, depth, transposed: true, number => number);
        }
    }

    [Fact]
    public void Nothing_is_copied_in_place()
    {
        float[] matrix = [1, 2, 3, 4, 5, 6];
        Panels<float> panels = Panels.InPlace(in matrix[0], 3);
        Assert.False(panels.AreEmpty);
        Assert.Equal(3, panels.Step(16));
        Assert.Equal(3, panels.Filled.Step(16));
        Assert.True(Unsafe.AreSame(ref matrix[0], in panels.At(2, 16)));
    }

    [Theory]
    [InlineData(100, 655)]
    [InlineData(512, 128)]
    [InlineData(100_000, 0)]
    public void A_block_is_what_a_cache_holds(int depth, int columns) => Assert.Equal(columns, Panels.Block<float>(depth));

    // As a product goes through it: block by block, and in each block strip by strip; a strip that would reach beyond the matrix starts earlier.
    private static void Check<TLane, T>(int rows, int columns, int depth, bool transposed, Func<int, T> value)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        var matrix = new NetworkBuffer<T>((long)columns * depth);
        for (int index = 0; index < columns * depth; index++)
        {
            matrix.Span[index] = value(index);
        }

        int found = 0;
        for (int start = 0, end; start < columns; start = end)
        {
            end = Strips.End<TLane>(rows, columns, start, Panels.Block<T>(depth));
            Panels<T> panels = transposed ? Panels.Transposed<TLane, T>(in matrix.Origin, rows, columns, depth, start, end) : Filled<TLane, T>(matrix, rows, columns, depth, start, end);
            Assert.False(panels.AreEmpty);
            for (int strip = start, width; strip < end; strip += width)
            {
                width = Strips.Lanes<TLane>(rows, columns, strip) * TLane.Width;
                int step = panels.Step(width);
                Assert.Equal(transposed && columns * depth <= 4096 ? columns : width, step); // a small one is a single panel
                ref readonly T panel = ref panels.At(strip, width);
                for (int column = Math.Max(0, Math.Min(strip, columns - width)); column < Math.Min(strip + width, columns); column++)
                {
                    for (int row = 0; row < depth; row++)
                    {
                        T expected = matrix.Span[transposed ? column * depth + row : row * columns + column];
                        Assert.Equal(expected, Unsafe.Add(ref Unsafe.AsRef(in panel), column + row * step));
                        found++;
                    }
                }
            }
        }

        Assert.True(found >= columns * depth, $"{found} of {columns * depth} values were looked at.");
    }

    // As the first tiles do it: each strip writes what it reads of the matrix.
    private static Panels<T> Filled<TLane, T>(NetworkBuffer<T> matrix, int rows, int columns, int depth, int start, int end)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Panels<T> panels = Panels.Empty<TLane, T>(in matrix.Origin, columns, depth, start, end);
        Assert.True(panels.AreEmpty);
        Assert.True(Unsafe.AreSame(ref matrix.Origin, in panels.Matrix));
        for (int strip = start, width; strip < end; strip += width)
        {
            width = Strips.Lanes<TLane>(rows, columns, strip) * TLane.Width;
            for (int column = Math.Max(0, Math.Min(strip, columns - width)); column < Math.Min(strip + width, columns); column++)
            {
                for (int row = 0; row < depth; row++)
                {
                    Unsafe.Add(ref panels.At(strip, width), column + row * panels.Step(width)) = matrix.Span[row * columns + column];
                }
            }
        }

        return panels.Filled;
    }
}
