using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public sealed class LaneMathRowTests
{
    private const int Places = 16;

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(100)]
    [InlineData(545)]
    public void A_row_of_exponentials_is_the_one_of_its_numbers(int count)
    {
        FusedHardware.Require(); // wider lanes than the processor has are emulated, with one rounding
        float[] row = [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(1 + i) * 40)];
        float max = row.Max();
        float[] expected = [.. row.Select(x => LaneMathFunctions.Apply("Exp", x - max))];

        Check<FloatLane512>(row, expected, max);
        Check<FloatLane256>(row, expected, max);
        Check<FloatLane128>(row, expected, max);
    }

    [Fact]
    public void A_row_may_be_overwritten_by_its_exponentials()
    {
        float[] row = [.. Enumerable.Range(0, 50).Select(i => i * 0.1f)], apart = new float[50];
        float sum = LaneMath.Exponentials<FloatLane512, float>(in row[0], ref apart[0], 50, out _);

        Assert.Equal(sum, LaneMath.Exponentials<FloatLane512, float>(in row[0], ref row[0], 50, out _));
        Assert.Equal(apart, row);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(20)]
    [InlineData(36)]
    public void A_NaN_in_a_row_makes_one_of_its_sum(int place)
    {
        float[] row = new float[37];
        row[place] = float.NaN;

        Assert.True(float.IsNaN(LaneMath.Exponentials<FloatLane512, float>(in row[0], ref row[0], row.Length, out _)));
        Assert.True(float.IsNaN(row[place]));
    }

    // Where exp begins to vanish, a power of two more or less is between a normal number and one that is not.
    [Fact]
    public void Exponentials_of_a_row_vanish_where_those_of_single_numbers_do()
    {
        FusedHardware.Require();
        float[] row = new float[2001];
        for (int i = 1; i < row.Length; i++)
        {
            row[i] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(-86.64339757f) + i - 1000);
        }

        float[] expected = [.. row.Select(x => LaneMathFunctions.Apply("Exp", x))];
        LaneMath.Exponentials<FloatLane512, float>(in row[0], ref row[0], row.Length, out _);

        Assert.Equal(expected, row);
        Assert.Contains(0f, row);
        Assert.Contains(row, x => x is > 0 and < 1.2e-38f * 2);
    }

    [Fact]
    public void Exponentials_of_a_row_of_doubles_are_those_of_its_numbers()
    {
        FusedHardware.Require();
        double[] row = [0, -1e-300, .. Enumerable.Range(0, 40).Select(i => -i * 19.3), -707.7032713652975, -707.70327136529738, double.NegativeInfinity];
        double[] expected = [.. row.Select(x => LaneMathFunctions.Apply("Exp", x))];
        LaneMath.Exponentials<DoubleLane512, double>(in row[0], ref row[0], row.Length, out double max);

        Assert.Equal(0, max);
        Assert.Equal(expected, row);
    }

    [Fact]
    public void Exponentials_of_rows_in_lanes_are_those_of_each_row()
    {
        FusedHardware.Require();
        CheckInLanes<FloatLane512>();
        CheckInLanes<FloatLane256>();
        CheckInLanes<FloatLane128>();
    }

    [Theory]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(100)]
    public void A_row_is_scaled_and_nothing_beside_it(int count)
    {
        float[] row = [.. Enumerable.Range(1, count + 2).Select(i => (float)i)];
        float[] expected = [row[0], .. row[1..^1].Select(x => x * 0.3f), row[^1]];
        LaneMath.Scale<FloatLane512, float>(ref row[1], count, 0.3f);

        Assert.Equal(expected, row);
    }

    private static void CheckInLanes<TLane>()
        where TLane : struct, ILane<TLane, float>
    {
        const int Count = 11;
        float[] block = [.. Enumerable.Range(0, Count * Places).Select(i => (float)Math.Sin(1 + i) * 40)], actual = new float[block.Length];
        TLane sum = LaneMath.ExponentialsInLanes(in block[0], ref actual[0], Count, out TLane max);

        float[] sums = new float[Places], tops = new float[Places];
        TLane.Store(sum, ref sums[0], 0);
        TLane.Store(max, ref tops[0], 0);
        for (int row = 0; row < Places; row++)
        {
            float[] numbers = [.. Enumerable.Range(0, Count).Select(i => block[(i * Places) + row])];
            float[] expected = [.. numbers.Select(x => LaneMathFunctions.Apply("Exp", x - numbers.Max()))];
            Assert.Equal(numbers.Max(), tops[row]);
            Assert.Equal(expected, Enumerable.Range(0, Count).Select(i => actual[(i * Places) + row]));
            Assert.Equal(expected.Aggregate((all, x) => all + x), sums[row]);
        }
    }

    private static void Check<TLane>(float[] row, float[] expected, float max)
        where TLane : struct, ILane<TLane, float>
    {
        float[] actual = [.. Enumerable.Repeat(-1f, row.Length + 2)];
        float sum = LaneMath.Exponentials<TLane, float>(in row[0], ref actual[1], row.Length, out float largest);

        Assert.Equal(max, largest);
        Assert.Equal([-1f, .. expected, -1f], actual);
        Assert.Equal(SumOf(expected), sum);
    }

    // By place of the lane, in the order of the row, the last lane ending with the row; then halves are added until one number is left.
    private static float SumOf(float[] values)
    {
        float[] sums = new float[Places];
        int whole = values.Length / Places * Places, shift = values.Length == whole ? 0 : Places - (values.Length - whole);
        for (int i = 0; i < values.Length; i++)
        {
            sums[i < whole ? i % Places : shift + i - whole] += values[i];
        }

        for (int half = Places / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                sums[i] += sums[i + half];
            }
        }

        return sums[0];
    }
}
