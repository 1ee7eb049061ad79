using System.Numerics;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Convolutions of rows in lanes with every tile there is, on whole numbers, whose sums are exact in any order, beside loops over all places. Pools and sums of columns likewise.</summary>
public abstract class LaneTilesTests<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Groups = 3;

    private static int Lane => TLane.Width;

    [Fact]
    public void Every_tile_computes_every_product()
    {
        All<Held1<Met1>>(1, 1);
        All<Held1<Met2>>(1, 2);
        All<Held1<Met3>>(1, 3);
        All<Held1<Met4>>(1, 4);
        All<Held1<Met5>>(1, 5);
        All<Held1<Met6>>(1, 6);
        All<Held2<Met1>>(2, 1);
        All<Held2<Met2>>(2, 2);
        All<Held2<Met3>>(2, 3);
        All<Held2<Met4>>(2, 4);
        All<Held2<Met5>>(2, 5);
        All<Held2<Met6>>(2, 6);
        All<Held3<Met1>>(3, 1);
        All<Held3<Met2>>(3, 2);
        All<Held3<Met3>>(3, 3);
        All<Held3<Met4>>(3, 4);
        All<Held3<Met5>>(3, 5);
        All<Held3<Met6>>(3, 6);
        All<Held4<Met1>>(4, 1);
        All<Held4<Met2>>(4, 2);
        All<Held4<Met3>>(4, 3);
        All<Held4<Met4>>(4, 4);
        All<Held4<Met5>>(4, 5);
        All<Held4<Met6>>(4, 6);
        All<Held5<Met1>>(5, 1);
        All<Held5<Met2>>(5, 2);
        All<Held5<Met3>>(5, 3);
        All<Held5<Met4>>(5, 4);
        All<Held5<Met5>>(5, 5);
        All<Held6<Met1>>(6, 1);
        All<Held6<Met2>>(6, 2);
        All<Held6<Met3>>(6, 3);
        All<Held6<Met4>>(6, 4);
    }

    /// <summary>Strides, dilations and groups.</summary>
    [Fact]
    public void Windows_of_all_kinds()
    {
        foreach (LaneWindows sizes in new LaneWindows[]
        {
            new(7, 9, 2, 3, 3, 2) { StrideX = 2, StrideY = 3 },
            new(8, 9, 2, 4, 2, 3) { DilationX = 2, DilationY = 3 },
            new(5, 6, 4, 6, 2, 2) { Groups = 2 },
            new(5, 6, 4, 6, 3, 1),
        })
        {
            Outputs<Held1<Met2>>(sizes);
            Inputs<Held1<Met1>>(sizes);
            Weights<Held1<Met1>>(sizes, parts: 2, chunk: 2);
        }
    }

    [Fact]
    public void Pools_take_the_first_of_the_largest()
    {
        const int Height = 4, Width = 6, Channels = 3, Size = Height * Width * Channels;
        NetworkBuffer<T> x = Guarded<T>.Whole(Groups * Size * Lane, 1), d = Guarded<T>.Whole(Groups * Size / 4 * Lane, 2);
        T[] y = Guarded<T>.Stored(Groups * Size / 4 * Lane, (ref T to) => LanePools<TLane, T>.Max2x2(in x.Origin, ref to, Groups * Height / 2, Width / 2, Channels * Lane));
        T[] dx = Guarded<T>.Stored(Groups * Size * Lane, (ref T to) => LanePools<TLane, T>.Max2x2Gradient<PlainEnd<TLane, T>>(
            in d.Origin, in x.Origin, in y[0], ref to, Groups * Height / 2, Width / 2, Channels * Lane));

        for (int place = 0; place < y.Length; place++)
        {
            int inner = place % (Channels * Lane), window = place / (Channels * Lane), top = window / (Width / 2) * 2, left = window % (Width / 2) * 2;
            int[] values = [.. new[] { 0, 1, Width, Width + 1 }.Select(offset => ((((top * Width) + left + offset) * Channels * Lane) + inner))];
            T largest = values.Max(value => x.Span[value]);
            int first = values.First(value => x.Span[value] == largest);
            Assert.Equal(largest, y[place]);
            Assert.All(values, value => Assert.Equal(value == first ? d.Span[place] : T.Zero, dx[value]));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(1030, 5)]
    public void Columns_are_summed(int rows, int columns)
    {
        NetworkBuffer<T> values = Guarded<T>.Whole(rows * columns * Lane, 3);
        T[] sums = Guarded<T>.Stored(columns, (ref T to) => LaneColumns<TLane, T>.Sum(in values.Origin, rows, ref to, columns));
        for (int column = 0; column < columns; column++)
        {
            T expected = T.Zero;
            for (int place = 0; place < rows * Lane; place++)
            {
                expected += values.Span[(place / Lane * columns * Lane) + (column * Lane) + (place % Lane)];
            }

            Assert.Equal(expected, sums[column]);
        }
    }

    private static void All<TTile>(int held, int met)
        where TTile : struct, ILaneTile
    {
        Assert.Equal(met, TTile.Met);
        Outputs<TTile>(new(4, held + 3, 2, met + 1, 2, 3)); // one output more than are held, one filter more than are met: tiles overlap
        Inputs<TTile>(new(4, (2 * held) + 2, 2 * met, 3, 2, 3)); // what is added to may not overlap
        Weights<TTile>(new(4, 2 * held, 2, 2 * met, 2, held), parts: 3, chunk: 2);
    }

    private static void Outputs<TTile>(LaneWindows sizes)
        where TTile : struct, ILaneTile
    {
        (NetworkBuffer<T> x, NetworkBuffer<T> weight, _) = Values(sizes);
        T[] expected = new T[Groups * sizes.Lines * sizes.Outputs * sizes.Filters * Lane];
        ForEachTerm(sizes, (input, w, output) => expected[output] += x.Span[input] * weight.Span[w]);
        T[] y = Guarded<T>.Stored(expected.Length, (ref T to) =>
        {
            for (int group = 0; group < sizes.Groups; group++)
            {
                LaneTiles<TLane, T>.Convolve<StoredLanes<TLane, T, PlainEnd<TLane, T>>, TTile, TTile>(
                    in x.At(group * sizes.GroupChannels * Lane), in weight.At(group * sizes.GroupFilters), in weight.Origin, ref Lanes.Place(ref to, group * sizes.GroupFilters, Lane), Groups, sizes);
            }
        });
        Assert.Equal(expected, y);
    }

    private static void Inputs<TTile>(LaneWindows sizes)
        where TTile : struct, ILaneTile
    {
        (_, NetworkBuffer<T> weight, NetworkBuffer<T> delta) = Values(sizes);
        T[] expected = new T[Groups * sizes.Size * Lane];
        ForEachTerm(sizes, (input, w, output) => expected[input] += delta.Span[output] * weight.Span[w]);
        T[] dx = Guarded<T>.Stored(expected.Length, (ref T to) =>
        {
            for (int group = 0; group < sizes.Groups; group++)
            {
                LaneTiles<TLane, T>.InputGradient<TTile, TTile>(
                    in delta.At(group * sizes.GroupFilters * Lane), in weight.At(group * sizes.GroupFilters), ref Lanes.Place(ref to, group * sizes.GroupChannels, Lane), Groups, sizes, clears: group == 0);
            }
        });
        Assert.Equal(expected, dx);
    }

    private static void Weights<TTile>(LaneWindows sizes, int parts, int chunk)
        where TTile : struct, ILaneTile
    {
        (NetworkBuffer<T> x, NetworkBuffer<T> weight, NetworkBuffer<T> delta) = Values(sizes);
        T[] expected = new T[sizes.KernelHeight * sizes.KernelWidth * sizes.GroupChannels * sizes.Filters];
        ForEachTerm(sizes, (input, w, output) => expected[w] += delta.Span[output] * x.Span[input]);
        T[] dw = Guarded<T>.Stored(expected.Length, (ref T to) =>
        {
            for (int turn = 0; turn < parts * sizes.Groups; turn++)
            {
                int group = turn / parts;
                LaneTiles<TLane, T>.WeightGradient<TTile, TTile>(
                    in x.At(group * sizes.GroupChannels * Lane), in delta.At(group * sizes.GroupFilters * Lane), ref Lanes.Place(ref to, group, sizes.GroupFilters), Groups, turn % parts, parts, sizes, chunk);
            }
        });
        Assert.Equal(expected, dw);
    }

    private static (NetworkBuffer<T> X, NetworkBuffer<T> Weight, NetworkBuffer<T> Delta) Values(LaneWindows sizes) => (
        Guarded<T>.Whole(Groups * sizes.Size * Lane, 1),
        Guarded<T>.Whole(sizes.KernelHeight * sizes.KernelWidth * sizes.GroupChannels * sizes.Filters, 2),
        Guarded<T>.Whole(Groups * sizes.Lines * sizes.Outputs * sizes.Filters * Lane, 3));

    // All products of the convolution: where their input, their weight and their output lie.
    private static void ForEachTerm(LaneWindows sizes, Action<int, int, int> add)
    {
        for (int row = 0; row < Groups * Lane; row++)
        {
            for (int position = 0; position < sizes.Lines * sizes.Outputs; position++)
            {
                for (int place = 0; place < sizes.KernelHeight * sizes.KernelWidth; place++)
                {
                    int y = (position / sizes.Outputs * sizes.StrideY) + (place / sizes.KernelWidth * sizes.DilationY);
                    int x = (position % sizes.Outputs * sizes.StrideX) + (place % sizes.KernelWidth * sizes.DilationX);
                    for (int weight = 0; weight < sizes.GroupChannels * sizes.Filters; weight++)
                    {
                        int filter = weight % sizes.Filters, channel = (filter / sizes.GroupFilters * sizes.GroupChannels) + (weight / sizes.Filters);
                        int input = (row / Lane * sizes.Size) + (((y * sizes.Width) + x) * sizes.Channels) + channel;
                        int output = (((row / Lane * sizes.Lines * sizes.Outputs) + position) * sizes.Filters) + filter;
                        add((input * Lane) + (row % Lane), (place * sizes.GroupChannels * sizes.Filters) + weight, (output * Lane) + (row % Lane));
                    }
                }
            }
        }
    }
}

public sealed class FloatLane512LaneTilesTests : LaneTilesTests<FloatLane512, float>;

public sealed class FloatLane256LaneTilesTests : LaneTilesTests<FloatLane256, float>;

public sealed class FloatLane128LaneTilesTests : LaneTilesTests<FloatLane128, float>;

public sealed class DoubleLane512LaneTilesTests : LaneTilesTests<DoubleLane512, double>;

public sealed class DoubleLane256LaneTilesTests : LaneTilesTests<DoubleLane256, double>;

public sealed class DoubleLane128LaneTilesTests : LaneTilesTests<DoubleLane128, double>;
