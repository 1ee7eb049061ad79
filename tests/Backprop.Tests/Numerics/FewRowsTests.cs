using System.Numerics;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Products of few rows, on whole numbers, whose sums are exact in any order; and their bits, on numbers for which the order matters.</summary>
public abstract class FewRowsTests<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int Lane => TLane.Width;

    /// <summary>δ·Wᵀ: all widths around those of tiles, with a depth of whole lanes and not.</summary>
    [Fact]
    public void Dot_products_of_a_transposed_factor()
    {
        foreach (int rows in new[] { 1, 2, 3, 4, 5, 6, 7, 9, 15 })
        {
            foreach (int columns in new[] { 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 33, 50 })
            {
                foreach (int depth in new[] { 1, Lane - 1, Lane, (6 * rows) + 11, 8 * Lane })
                {
                    NetworkBuffer<T> left = Guarded<T>.Whole(rows * depth, 3), matrix = Guarded<T>.Whole(columns * depth, 5), aside = Guarded<T>.Whole(rows * columns, 7);
                    T[] plain = Guarded<T>.Stored(rows * columns, (ref T to) => DotProducts.Product<TLane, T, PlainEnd<TLane, T>>(in left.Origin, in matrix.Origin, depth, in aside.Origin, ref to, rows, columns));
                    T[] timesAside = Guarded<T>.Stored(rows * columns, (ref T to) => DotProducts.Product<TLane, T, TimesAside>(in left.Origin, in matrix.Origin, depth, in aside.Origin, ref to, rows, columns));
                    for (int place = 0; place < plain.Length; place++)
                    {
                        T expected = T.Zero;
                        for (int k = 0; k < depth; k++)
                        {
                            expected += left.Span[(place / columns * depth) + k] * matrix.Span[(place % columns * depth) + k];
                        }

                        Assert.Equal(expected, plain[place]);
                        Assert.Equal(expected * aside.Span[place], timesAside[place]);
                    }
                }
            }
        }
    }

    /// <summary>A dot product is the sum of a lane, whatever tile it is computed in: of whole lanes, and with less than half a lane left over, or more.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(1, 9)]
    [InlineData(2, 6)]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    [InlineData(7, 11)]
    public void Dot_products_add_up_lanes(int rows, int columns)
    {
        FusedHardware.Require();
        foreach (int depth in new[] { 2 * Lane, (2 * Lane) + 1, (3 * Lane) - 1 })
        {
            NetworkBuffer<T> left = Guarded<T>.Random(rows * depth, 1), matrix = Guarded<T>.Random(columns * depth, 2);
            T[] stored = Guarded<T>.Stored(rows * columns, (ref T to) => DotProducts.Product<TLane, T, PlainEnd<TLane, T>>(in left.Origin, in matrix.Origin, depth, in left.Origin, ref to, rows, columns));
            for (int place = 0; place < stored.Length; place++)
            {
                T[] lane = new T[Lane];
                for (int k = 0; k < depth; k++)
                {
                    lane[k % Lane] = T.FusedMultiplyAdd(left.Span[(place / columns * depth) + k], matrix.Span[(place % columns * depth) + k], lane[k % Lane]);
                }

                Assert.Equal(LaneNumbers.Bits(TLane.Sum(TLane.Load(in lane[0], 0))), LaneNumbers.Bits(stored[place]));
            }
        }
    }

    /// <summary>xᵀ·δ: every number of terms, rows shorter than a lane and longer, the sums in their order.</summary>
    [Fact]
    public void Outer_products()
    {
        FusedHardware.Require();
        for (int terms = 1; OuterProducts.AreWorthwhile(terms); terms++)
        {
            foreach (int rows in new[] { 1, 2, 3, 6, 20 })
            {
                foreach (int columns in new[] { 1, 2, 5, Lane - 1, Lane, Lane + 1, 2 * Lane, (3 * Lane) + 2 })
                {
                    int step = rows + 2;
                    NetworkBuffer<T> left = Guarded<T>.Random(terms * step, terms), right = Guarded<T>.Random(terms * columns, rows);
                    T[] stored = Guarded<T>.Stored(rows * columns, (ref T to) => OuterProducts.Product<TLane, T>(in left.At(1), step, in right.Origin, terms, ref to, rows, columns));
                    for (int place = 0; place < stored.Length; place++)
                    {
                        T expected = T.Zero;
                        for (int term = 0; term < terms; term++)
                        {
                            expected = T.FusedMultiplyAdd(left.Span[1 + (term * step) + (place / columns)], right.Span[(term * columns) + (place % columns)], expected);
                        }

                        Assert.Equal(LaneNumbers.Bits(expected), LaneNumbers.Bits(stored[place]));
                    }
                }
            }
        }
    }

    private delegate void Kernel(ref readonly T left, int leftRow, ref readonly T right, int depth, ref readonly T aside, ref T result, int rows, int columns);

    /// <summary>x·W: the sums in their order, with a start and an end; in registers where a lane is one, elsewhere in memory.</summary>
    [Fact]
    public void Products_of_a_factor_as_it_lies()
    {
        FusedHardware.Require();
        Assert.Equal([false, TLane.IsWide, TLane.IsWide, TLane.IsWide, false], Enumerable.Range(1, 5).Select(rows => FewRowsProducts.AreWorthwhile<TLane>(rows, 4 * Lane)));
        Assert.Equal([false, !TLane.IsWide, !TLane.IsWide, !TLane.IsWide, false, false, !TLane.IsWide, false], Enumerable.Range(1, 8).Select(rows => PassingProducts.AreWorthwhile<TLane>(rows, 6 * Lane)));
        foreach (int rows in new[] { 2, 3, 4, 7 })
        {
            foreach (int columns in new[] { 4 * Lane, (4 * Lane) + 1, (5 * Lane) + 1, (6 * Lane) + 5, (7 * Lane) + 1, 8 * Lane, (9 * Lane) + 3, (10 * Lane) + 2, (13 * Lane) - 1 })
            {
                if (rows <= 4)
                {
                    AddsInOrder(FewRowsProducts.Product<TLane, T, AroundAside>, rows, columns, 9);
                }

                foreach (int depth in new[] { 1, 2, 3, 4, 5, 6, 7, 17 })
                {
                    AddsInOrder(PassingProducts.Product<TLane, T, AroundAside>, rows, columns, depth);
                }
            }
        }
    }

    private static void AddsInOrder(Kernel product, int rows, int columns, int depth)
    {
        int leftRow = depth + 1;
        NetworkBuffer<T> left = Guarded<T>.Random(rows * leftRow, rows), right = Guarded<T>.Random(depth * columns, columns), aside = Guarded<T>.Random(rows * columns, 3);
        T[] stored = Guarded<T>.Stored(rows * columns, (ref T to) => product(in left.Origin, leftRow, in right.Origin, depth, in aside.Origin, ref to, rows, columns));
        for (int place = 0; place < stored.Length; place++)
        {
            T expected = aside.Span[place % columns];
            for (int k = 0; k < depth; k++)
            {
                expected = T.FusedMultiplyAdd(left.Span[(place / columns * leftRow) + k], right.Span[(k * columns) + (place % columns)], expected);
            }

            Assert.Equal(LaneNumbers.Bits(expected * aside.Span[place]), LaneNumbers.Bits(stored[place]));
        }
    }

    /// <summary>Whether a transposed factor is read as it lies may depend on nothing that differs among machines and threads.</summary>
    [Theory]
    [InlineData(1, 16, true)]
    [InlineData(1, 9, true)]
    [InlineData(1, 4, false)]
    [InlineData(2, 11, false)]
    [InlineData(4, 16, false)]
    [InlineData(15, 90, true)]
    [InlineData(15, 89, false)]
    [InlineData(16, 1000, false)]
    public void The_order_of_sums_depends_on_the_batch_and_the_depth(int batch, int depth, bool expected) => Assert.Equal(expected, DotProducts.AreWorthwhile<TLane>(batch, depth));

    private readonly struct AroundAside : ITileEnd<TLane, T>
    {
        public static TLane Start(ref readonly T aside, int column) => TLane.Load(in aside, column);

        public static TLane Finish(TLane sum, ref readonly T aside, int place) => sum * TLane.Load(in aside, place);
    }

    private readonly struct TimesAside : ITileEnd<TLane, T>
    {
        public static TLane Start(ref readonly T aside, int column) => TLane.Zero;

        public static TLane Finish(TLane sum, ref readonly T aside, int place) => sum * TLane.Load(in aside, place);
    }
}

public sealed class FloatLane512FewRowsTests : FewRowsTests<FloatLane512, float>;

public sealed class FloatLane256FewRowsTests : FewRowsTests<FloatLane256, float>;

public sealed class FloatLane128FewRowsTests : FewRowsTests<FloatLane128, float>;

public sealed class DoubleLane512FewRowsTests : FewRowsTests<DoubleLane512, double>;

public sealed class DoubleLane256FewRowsTests : FewRowsTests<DoubleLane256, double>;

public sealed class DoubleLane128FewRowsTests : FewRowsTests<DoubleLane128, double>;
