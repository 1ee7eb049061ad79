using System.Numerics;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Every operation of a lane against the same operation on single numbers, bit for bit (any NaN equals any other).</summary>
public abstract class LaneTests<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private const int Guard = 3;

    private static readonly T[] Numbers = LaneNumbers.Interesting<T>();

    [Fact]
    public void A_lane_is_64_bytes()
    {
        Assert.Equal(64, System.Runtime.CompilerServices.Unsafe.SizeOf<TLane>());
        Assert.Equal(64 / System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), TLane.Width);
        Assert.Equal(typeof(T) == typeof(double), TLane.IsDouble);
        Assert.Equal(typeof(TLane) == typeof(FloatLane512) || typeof(TLane) == typeof(DoubleLane512), TLane.IsWide);
    }

    [Fact]
    public void Constants_fill_every_place()
    {
        Same(_ => T.Zero, TLane.Zero);
        Same(_ => T.CreateChecked(0.1), TLane.Constant(0.1));
        Same(_ => T.NegativeInfinity, TLane.Constant(double.NegativeInfinity));
        Same(_ => T.Pi, TLane.Broadcast(T.Pi));
        Same(_ => Numbers[5], TLane.Broadcast(in Numbers[0], 5));
    }

    [Fact]
    public void Arithmetic_is_that_of_the_element_type()
    {
        Pairs((a, b) => a + b, (a, b) => a + b);
        Pairs((a, b) => a - b, (a, b) => a - b);
        Pairs((a, b) => a * b, (a, b) => a * b);
        Pairs((a, b) => a / b, (a, b) => a / b);
        Pairs((a, _) => -a, (a, _) => -a);
        Pairs((a, _) => T.Abs(a), (a, _) => TLane.Abs(a));
        Pairs((a, _) => T.Sqrt(a), (a, _) => TLane.Sqrt(a));
        Pairs((a, _) => T.Round(a, MidpointRounding.ToEven), (a, _) => TLane.Round(a));
        Pairs(T.CopySign, TLane.CopySign);
    }

    [Fact]
    public void Multiply_add_rounds_once()
    {
        FusedHardware.Require();
        T third = T.One / T.CreateChecked(3);
        Pairs((a, b) => T.FusedMultiplyAdd(a, b, third), (a, b) => TLane.MultiplyAdd(a, b, TLane.Broadcast(third)));
        Pairs((a, b) => T.FusedMultiplyAdd(a, a, -b), (a, b) => TLane.MultiplyAdd(a, a, -b));
        Pairs((a, b) => T.FusedMultiplyAdd(-a, b, third), (a, b) => TLane.MultiplySubtract(a, b, TLane.Broadcast(third)));

        // (1 + ε)² − 1 − 2ε = ε², which a product rounded on its own loses.
        T epsilon = T.BitIncrement(T.One) - T.One;
        TLane x = TLane.Broadcast(T.One + epsilon);
        Same(_ => epsilon * epsilon, TLane.MultiplyAdd(x, x, TLane.Broadcast(-T.One - epsilon - epsilon)));
        Same(_ => -(epsilon * epsilon), TLane.MultiplySubtract(x, x, TLane.Broadcast(T.One + epsilon + epsilon)));
    }

    [Fact]
    public void Products_are_added_to_sums_in_place_rounded_once()
    {
        FusedHardware.Require();
        T third = T.One / T.CreateChecked(3);
        TLane Added(Action<TLane[]> add)
        {
            TLane[] sum = [TLane.Broadcast(third)];
            add(sum);
            return sum[0];
        }

        Pairs((a, b) => T.FusedMultiplyAdd(a, b, third), (a, b) => Added(sum => TLane.AddProduct(ref sum[0], a, b)));
        foreach (T number in Numbers)
        {
            Same(i => T.FusedMultiplyAdd(number, Numbers[i + 2], third), Added(sum => TLane.AddProduct(ref sum[0], TLane.Broadcast(number), in Numbers[0], 2)));
            Same(i => T.FusedMultiplyAdd(Numbers[i + 1], number, third), Added(sum => TLane.AddScaled(ref sum[0], TLane.Load(in Numbers[0], 1), in number, 0)));
        }
    }

    [Fact]
    public void A_half_is_computed_alone()
    {
        FusedHardware.Require();
        int half = TLane.Width / 2;
        foreach (T[] values in LaneNumbers.RandomRows<T>(3 * TLane.Width, 20))
        {
            TLane[] sum = [TLane.UpperHalf(TLane.Load(in values[0], 0))];
            TLane.AddHalfProduct(ref sum[0], TLane.LoadHalf(in values[0], TLane.Width), TLane.Load(in values[0], 2 * TLane.Width));
            T[] stored = new T[TLane.Width + half];
            TLane.StoreUpperHalf(TLane.Lift(sum[0]), ref stored[0], half);
            var expected = Enumerable.Range(0, half).Select(place => T.FusedMultiplyAdd(values[TLane.Width + place], values[2 * TLane.Width + place], values[half + place]));
            Assert.Equal([.. new T[TLane.Width], .. expected], stored);
        }
    }

    [Fact]
    public void Halves_are_added_stored_and_joined()
    {
        int half = TLane.Width / 2;
        foreach (T[] values in LaneNumbers.RandomRows<T>(3 * TLane.Width, 20))
        {
            TLane[] sum = [TLane.LoadHalf(in values[0], 0)];
            TLane.AddHalf(ref sum[0], TLane.Load(in values[0], TLane.Width));
            T[] stored = new T[2 * TLane.Width];
            TLane.StoreHalf(sum[0], ref stored[0], 1);
            T[] expected = [.. Enumerable.Range(0, half).Select(place => values[place] + values[TLane.Width + place])];
            Assert.Equal([default, .. expected, .. new T[(2 * TLane.Width) - half - 1]], stored);

            TLane.Store(TLane.Join(sum[0], TLane.Load(in values[0], 2 * TLane.Width)), ref stored[0], 0);
            Assert.Equal([.. expected, .. values[(2 * TLane.Width)..][..half]], stored[..TLane.Width]);
        }
    }

    [Fact]
    public void Horner_takes_four_steps_rounded_once_each()
    {
        FusedHardware.Require();
        T[] c = [T.CreateChecked(0.1), T.CreateChecked(-0.7), T.CreateChecked(1.3), T.CreateChecked(-2.9)];
        Pairs(
            (a, x) => T.FusedMultiplyAdd(T.FusedMultiplyAdd(T.FusedMultiplyAdd(T.FusedMultiplyAdd(a, x, c[3]), x, c[2]), x, c[1]), x, c[0]),
            (a, x) => TLane.Horner(a, x, -2.9, 1.3, -0.7, 0.1));
    }

    [Fact]
    public void Keeping_the_first_places_zeroes_the_rest()
    {
        T[] numbers = [.. Enumerable.Range(1, TLane.Width).Select(i => T.CreateChecked(i))];
        TLane lane = TLane.Load(in numbers[0], 0);
        Assert.Equal(T.One, TLane.Quarter(lane, 0)[0]);
        for (int count = 0; count <= TLane.Width; count++)
        {
            T[] kept = new T[TLane.Width];
            TLane.Store(TLane.KeepFirst(lane, count), ref kept[0], 0);
            Assert.Equal(numbers.Select((number, place) => place < count ? number : T.Zero), kept);
        }
    }

    [Fact]
    public void Max_and_min_order_signed_zeros_and_pass_NaN_on()
    {
        Pairs(T.Max, TLane.Max);
        Pairs(T.Min, TLane.Min);
    }

    [Fact]
    public void The_larger_of_two_numbers_is_one_of_them_and_not_less_than_the_other()
    {
        foreach (T[] values in LaneNumbers.RandomRows<T>(2 * TLane.Width, 50))
        {
            T[] larger = new T[TLane.Width];
            TLane.Store(TLane.Larger(TLane.Load(in values[0], 0), TLane.Load(in values[0], TLane.Width)), ref larger[0], 0);
            Assert.Equal(Enumerable.Range(0, TLane.Width).Select(place => T.Max(values[place], values[place + TLane.Width])), larger);
        }

        Assert.Equal(T.One, TLane.Quarter(TLane.Larger(TLane.Constant(1), TLane.Constant(double.NegativeInfinity)), 0)[0]);
    }

    [Fact]
    public void Comparisons_make_masks_and_select_obeys_them()
    {
        Pairs((a, b) => a > b ? a : b, (a, b) => TLane.Select(TLane.GreaterThan(a, b), a, b));
        Pairs((a, b) => a == b ? T.One : T.Zero, (a, b) => TLane.Select(TLane.AreEqual(a, b), TLane.Constant(1), TLane.Zero));
        Pairs((a, b) => b < T.One ? T.Zero : a, (a, b) => TLane.ZeroWhereLess(a, b, TLane.Constant(1)));
        Pairs((a, b) => b < a ? T.Zero : a, (a, b) => TLane.ZeroWhereLess(a, b, a));
        Pairs((a, _) => a < T.Zero ? T.Zero : a, (a, _) => TLane.Rectify(a));
        Pairs((a, b) => b > T.Zero ? a : T.Zero, (a, b) => TLane.KeepWherePositive(a, b));
    }

    [Fact]
    public void Scaling_by_a_power_of_two_reaches_every_normal_exponent()
    {
        int top = typeof(T) == typeof(float) ? 127 : 1023;
        for (int n = -top + 1; n <= top; n++)
        {
            T a = T.CreateChecked(1.375);
            int exponent = n;
            Same(_ => T.ScaleB(a, exponent), TLane.ScaleByPowerOfTwo(TLane.Broadcast(a), TLane.Constant(n)));
            Same(_ => T.CreateChecked(exponent), TLane.Exponent(TLane.Broadcast(T.ScaleB(a, exponent))));
            Same(_ => a, TLane.Mantissa(TLane.Broadcast(T.ScaleB(a, exponent))));
        }
    }

    [Fact]
    public void Loads_and_stores_move_whole_lanes()
    {
        T[] target = new T[TLane.Width + 2 * Guard];
        TLane.Store(TLane.Load(in Numbers[0], 7), ref target[0], Guard);
        for (int i = 0; i < target.Length; i++)
        {
            bool inside = i >= Guard && i < Guard + TLane.Width;
            Assert.Equal(LaneNumbers.Bits(inside ? Numbers[7 + i - Guard] : T.Zero), LaneNumbers.Bits(target[i]));
        }
    }

    [Fact]
    public void Partial_loads_fill_with_zeros_and_partial_stores_touch_nothing_else()
    {
        for (int count = 0; count <= TLane.Width; count++)
        {
            int length = count;

            // The source ends with the last number asked for.
            T[] source = Numbers[..(2 + count)];
            Same(i => i < length ? Numbers[2 + i] : T.Zero, TLane.LoadPartial(in System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(source), 2, count));

            T[] target = [.. Enumerable.Repeat(T.Pi, TLane.Width + 2 * Guard)];
            TLane.StorePartial(TLane.Load(in Numbers[0], 0), ref target[0], Guard, count);
            for (int i = 0; i < target.Length; i++)
            {
                bool inside = i >= Guard && i < Guard + count;
                Assert.Equal(LaneNumbers.Bits(inside ? Numbers[i - Guard] : T.Pi), LaneNumbers.Bits(target[i]));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    public void Strided_moves_step_by_the_stride(int stride)
    {
        T[] matrix = [.. Enumerable.Range(0, 4 + TLane.Width * stride).Select(i => T.CreateChecked(i))];
        for (int count = 0; count <= TLane.Width; count++)
        {
            int length = count;
            Same(i => i < length ? matrix[4 + i * stride] : T.Zero, TLane.LoadStrided(in matrix[0], 4, stride, count));

            T[] target = new T[matrix.Length];
            TLane.StoreStrided(TLane.Load(in matrix[0], 1), ref target[0], 4, stride, count);
            for (int i = 0; i < target.Length; i++)
            {
                bool written = i >= 4 && (i - 4) % stride == 0 && (i - 4) / stride < count;
                Assert.Equal(written ? T.CreateChecked(1 + (i - 4) / stride) : T.Zero, target[i]);
            }
        }
    }

    [Fact]
    public void Repeated_numbers_follow_one_another_from_lane_to_lane()
    {
        TLane lane = TLane.Load(in Numbers[0], 3);
        for (int times = 1; times <= TLane.Width; times++)
        {
            for (int part = 0; part < times; part++)
            {
                int first = TLane.Width * part, each = times;
                Same(i => Numbers[3 + ((first + i) / each)], TLane.Repeat(lane, times, part));
            }
        }
    }

    [Fact]
    public void Repeated_numbers_times_a_lane_are_added_rounded_once()
    {
        FusedHardware.Require();
        TLane lane = TLane.Load(in Numbers[0], 3);
        for (int times = 1; times <= TLane.Width; times++)
        {
            for (int part = 0; part < times; part++)
            {
                int first = TLane.Width * part, each = times;
                TLane sum = TLane.Load(in Numbers[0], 2);
                TLane.AddRepeated(ref sum, lane, times, part, in Numbers[0], 1);
                Same(i => T.FusedMultiplyAdd(Numbers[3 + ((first + i) / each)], Numbers[1 + i], Numbers[2 + i]), sum);
            }
        }
    }

    [Fact]
    public void Quarters_are_the_places_in_their_order()
    {
        TLane lane = TLane.Load(in Numbers[0], 2);
        for (int place = 0; place < TLane.Width; place++)
        {
            T number = TLane.Quarter(lane, place / (TLane.Width / 4))[place % (TLane.Width / 4)];
            Assert.Equal(LaneNumbers.Bits(Numbers[2 + place]), LaneNumbers.Bits(number));
        }
    }

    [Fact]
    public void Every_second_number_is_taken_from_each_quarter_of_both()
    {
        TLane a = TLane.Load(in Numbers[0], 2), b = TLane.Load(in Numbers[0], 3 + TLane.Width);
        int quarter = TLane.Width / 4, half = quarter / 2;
        T Number(int i, int odd)
        {
            int place = (i / quarter * quarter) + (i % half * 2) + odd;
            return Numbers[(i % quarter < half ? 2 : 3 + TLane.Width) + place];
        }

        Same(i => Number(i, 0), TLane.Even(a, b));
        Same(i => Number(i, 1), TLane.Odd(a, b));
    }

    [Fact]
    public void The_sum_is_a_tree_of_halves()
    {
        foreach (T[] values in LaneNumbers.RandomRows<T>(TLane.Width, 200))
        {
            T[] tree = [.. values];
            for (int half = TLane.Width / 2; half > 0; half /= 2)
            {
                for (int i = 0; i < half; i++)
                {
                    tree[i] += tree[i + half];
                }
            }

            Assert.Equal(LaneNumbers.Bits(tree[0]), LaneNumbers.Bits(TLane.Sum(TLane.Load(in values[0], 0))));
        }
    }

    [Fact]
    public void The_maximum_is_found_in_every_place()
    {
        foreach (T[] values in LaneNumbers.RandomRows<T>(TLane.Width, 50))
        {
            Assert.Equal(values.Max(), TLane.Maximum(TLane.Load(in values[0], 0)));
        }

        for (int place = 0; place < TLane.Width; place++)
        {
            T[] values = [.. Enumerable.Repeat(T.NegativeInfinity, TLane.Width)];
            values[place] = -T.One;
            Assert.Equal(-T.One, TLane.Maximum(TLane.Load(in values[0], 0)));
        }
    }

    private static void Pairs(Func<T, T, T> expected, Func<TLane, TLane, TLane> actual)
    {
        foreach (T b in Numbers)
        {
            for (int start = 0; start < Numbers.Length; start += TLane.Width)
            {
                int first = Math.Min(start, Numbers.Length - TLane.Width);
                T other = b;
                Same(i => expected(Numbers[first + i], other), actual(TLane.Load(in Numbers[0], first), TLane.Broadcast(b)));
            }
        }
    }

    private static void Same(Func<int, T> expected, TLane actual)
    {
        Span<T> values = stackalloc T[TLane.Width];
        TLane.Store(actual, ref values[0], 0);
        for (int i = 0; i < values.Length; i++)
        {
            if (LaneNumbers.Bits(expected(i)) != LaneNumbers.Bits(values[i]))
            {
                Assert.Fail($"Place {i}: expected {expected(i):R}, got {values[i]:R}.");
            }
        }
    }
}

public sealed class FloatLane512Tests : LaneTests<FloatLane512, float>;

public sealed class FloatLane256Tests : LaneTests<FloatLane256, float>;

public sealed class FloatLane128Tests : LaneTests<FloatLane128, float>;

public sealed class DoubleLane512Tests : LaneTests<DoubleLane512, double>;

public sealed class DoubleLane256Tests : LaneTests<DoubleLane256, double>;

public sealed class DoubleLane128Tests : LaneTests<DoubleLane128, double>;
