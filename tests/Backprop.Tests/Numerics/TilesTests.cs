using System.Numerics;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Matrix products, whatever tiles they are made of: each sum is a bias and then all products in their order, each added with one rounding.</summary>
public abstract class TilesTests<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int Lane => TLane.Width;

    /// <summary>Around the heights of tiles; many rows are worth panels.</summary>
    public static TheoryData<int> Heights => [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 19, 23, 32, 33, 50];

    /// <summary>x·W + b, times something: with a start and an end.</summary>
    [Theory]
    [MemberData(nameof(Heights))]
    public void Rows_meet_a_matrix(int rows)
    {
        FusedHardware.Require();
        foreach ((int columns, int depth) in Shapes)
        {
            CheckRows(rows, columns, depth);
        }
    }

    /// <summary>So many numbers that the matrix is read line by line, with and without columns and lines left over.</summary>
    [Theory]
    [InlineData(211, 101)]
    [InlineData(208, 102)]
    [InlineData(1000, 19)]
    [InlineData(193, 88)]
    public void A_row_meets_a_large_matrix(int columns, int depth)
    {
        FusedHardware.Require();
        CheckRows(1, columns, depth);
    }

    /// <summary>xᵀ·δ: the left factor goes down its columns, and each thread computes some rows of the result.</summary>
    [Theory]
    [MemberData(nameof(Heights))]
    public void Columns_meet_a_matrix_part_by_part(int rows)
    {
        FusedHardware.Require();
        foreach ((int columns, int depth) in Shapes)
        {
            foreach (int parts in new[] { 1, 2, 3 })
            {
                CheckColumns(rows, columns, depth, parts);
            }
        }
    }

    /// <summary>So many rows that fewer columns are worth panels, as long as there is some depth.</summary>
    [Theory]
    [InlineData(520, 140, 130)]
    [InlineData(512, 128, 128)]
    [InlineData(512, 127, 128)]
    [InlineData(260, 305, 70)]
    [InlineData(267, 401, 20)]
    [InlineData(1024, 40, 9)]
    [InlineData(1024, 32, 40)]
    [InlineData(1025, 33, 16)]
    [InlineData(1024, 300, 70)]
    [InlineData(512, 260, 33)]
    public void Many_columns_meet_a_matrix(int rows, int columns, int depth)
    {
        FusedHardware.Require();
        CheckColumns(rows, columns, depth, parts: 1);
    }

    /// <summary>A few columns beside whole lanes go by lanes along the rows, where there are a lane of those and many sums.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 1)]
    public void A_few_columns_beside_whole_lanes(int few, int lanes)
    {
        FusedHardware.Require();
        foreach (int rows in new[] { Lane - 1, Lane, Lane + 1, 2 * Lane, (5 * Lane) + 2 })
        {
            CheckColumns(rows, (lanes * Lane) + few, 31, parts: 1);
            CheckColumns(rows, (lanes * Lane) + few, 32, parts: 1);
            CheckColumns(rows, (lanes * Lane) + few, 40, parts: 2);
        }

        CheckColumns(260, (20 * Lane) + few, 40, parts: 1); // with panels
    }

    /// <summary>So many rows that the right factor has panels, in blocks, or fewer where its own rows collide in a cache.</summary>
    [Theory]
    [InlineData(70, 300, 520)]
    [InlineData(64, 256, 9)]
    [InlineData(257, 401, 190)]
    [InlineData(256, 268, 33)]
    [InlineData(259, 289, 20)]
    [InlineData(32, 512, 520)]
    [InlineData(35, 1024, 300)]
    [InlineData(33, 1023, 20)]
    public void Many_rows_meet_a_matrix(int rows, int columns, int depth)
    {
        NetworkBuffer<T> left = Guarded<T>.Whole(rows * depth, 1), right = Guarded<T>.Whole(depth * columns, 2);
        T[] stored = Guarded<T>.Stored(rows * columns, (ref T to) => Tiles<TLane, T>.Product(in left.Origin, depth, 1, in right.Origin, depth, ref to, rows, columns));
        for (int place = 0; place < stored.Length; place++)
        {
            T expected = T.Zero;
            for (int k = 0; k < depth; k++)
            {
                expected += left.Span[(place / columns * depth) + k] * right.Span[(k * columns) + (place % columns)];
            }

            Assert.Equal(expected, stored[place]);
        }
    }

    /// <summary>δ·Wᵀ: the right factor comes as its transpose. Whole numbers, since a few rows add in another order.</summary>
    [Theory]
    [MemberData(nameof(Heights))]
    public void Rows_meet_a_transposed_matrix(int rows)
    {
        foreach ((int columns, int depth) in Shapes)
        {
            NetworkBuffer<T> left = Guarded<T>.Whole(rows * depth, 1), right = Guarded<T>.Whole(columns * depth, 2);
            T[] stored = Guarded<T>.Stored(rows * columns, (ref T to) => Tiles<TLane, T>.Product(in left.Origin, depth, 1, in right.Origin, depth, ref to, rows, columns, batch: rows));
            for (int place = 0; place < stored.Length; place++)
            {
                T expected = T.Zero;
                for (int k = 0; k < depth; k++)
                {
                    expected += left.Span[(place / columns * depth) + k] * right.Span[(place % columns * depth) + k];
                }

                Assert.Equal(expected, stored[place]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heights))]
    public void Columns_are_summed(int rows)
    {
        foreach ((int columns, int depth) in Shapes)
        {
            NetworkBuffer<T> matrix = Guarded<T>.Random(rows * columns, depth);
            T[] stored = Guarded<T>.Stored(columns, (ref T to) => Tiles<TLane, T>.Sum(in matrix.Origin, rows, ref to, columns));
            for (int column = 0; column < columns; column++)
            {
                T expected = T.Zero;
                for (int row = 0; row < rows; row++)
                {
                    expected += matrix.Span[(row * columns) + column];
                }

                Assert.Equal(LaneNumbers.Bits(expected), LaneNumbers.Bits(stored[column]));
            }
        }
    }

    private static void CheckRows(int rows, int columns, int depth)
    {
        NetworkBuffer<T> left = Guarded<T>.Random(rows * (depth + 1), 1), right = Guarded<T>.Random(depth * columns, 2), aside = Guarded<T>.Random(rows * columns, 3);
        T[] stored = Guarded<T>.Stored(rows * columns, (ref T to) => Tiles<TLane, T>.Product<BiasTimesAside>(in left.Origin, depth + 1, 1, in right.Origin, depth, in aside.Origin, ref to, rows, columns));
        T[] withBias = Guarded<T>.Stored(rows * columns, (ref T to) => Tiles<TLane, T>.Product<BiasEnd<TLane, T>>(in left.Origin, depth + 1, 1, in right.Origin, depth, in aside.Origin, ref to, rows, columns));
        for (int place = 0; place < stored.Length; place++)
        {
            T expected = aside.Span[place % columns];
            for (int k = 0; k < depth; k++)
            {
                expected = T.FusedMultiplyAdd(left.Span[(place / columns * (depth + 1)) + k], right.Span[(k * columns) + (place % columns)], expected);
            }

            Assert.Equal(LaneNumbers.Bits(expected), LaneNumbers.Bits(withBias[place]));
            Assert.Equal(LaneNumbers.Bits(expected * aside.Span[place]), LaneNumbers.Bits(stored[place]));
        }
    }

    private static void CheckColumns(int rows, int columns, int depth, int parts)
    {
        NetworkBuffer<T> left = Guarded<T>.Random(depth * rows, 1), right = Guarded<T>.Random(depth * columns, 2);
        T[] stored = Guarded<T>.Stored(rows * columns, (ref T to) =>
        {
            for (int part = 0; part < parts; part++)
            {
                Tiles<TLane, T>.Product(in left.Origin, 1, rows, in right.Origin, depth, ref to, rows, columns, part, parts);
            }
        });
        for (int place = 0; place < stored.Length; place++)
        {
            T expected = T.Zero;
            for (int k = 0; k < depth; k++)
            {
                expected = T.FusedMultiplyAdd(left.Span[(k * rows) + (place / columns)], right.Span[(k * columns) + (place % columns)], expected);
            }

            Assert.Equal(LaneNumbers.Bits(expected), LaneNumbers.Bits(stored[place]));
        }
    }

    // Around the numbers of lanes that single rows go over, with and without a rest; the last ones are worth panels, and more than one block of them.
    private static IEnumerable<(int Columns, int Depth)> Shapes =>
    [
        (1, 5), (Lane / 2, 5), (Lane - 1, 5), (Lane, 5), (Lane + 1, 5), (2 * Lane, 5), ((2 * Lane) + 3, 5), (3 * Lane, 5), ((5 * Lane) + 1, 5), ((7 * Lane) + 2, 5), (9 * Lane, 5), (260, 3), (256, 1), (600, 130),
    ];

    private readonly struct BiasTimesAside : ITileEnd<TLane, T>
    {
        public static TLane Start(ref readonly T aside, int column) => TLane.Load(in aside, column);

        public static TLane Finish(TLane sum, ref readonly T aside, int place) => sum * TLane.Load(in aside, place);
    }
}

public sealed class FloatLane512TilesTests : TilesTests<FloatLane512, float>;

public sealed class FloatLane256TilesTests : TilesTests<FloatLane256, float>;

public sealed class FloatLane128TilesTests : TilesTests<FloatLane128, float>;

public sealed class DoubleLane512TilesTests : TilesTests<DoubleLane512, double>;

public sealed class DoubleLane256TilesTests : TilesTests<DoubleLane256, double>;

public sealed class DoubleLane128TilesTests : TilesTests<DoubleLane128, double>;
