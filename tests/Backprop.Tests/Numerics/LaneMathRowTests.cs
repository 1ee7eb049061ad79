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
        float sum = LaneMath.Exponentials(in row[0], ref apart[0], 50, out FloatLane512 _);

        Assert.Equal(sum, LaneMath.Exponentials(in row[0], ref row[0], 50, out FloatLane512 _));
        Assert.Equal(apart, row);
    }

    private static void Check<TLane>(float[] row, float[] expected, float max)
        where TLane : struct, ILane<TLane, float>
    {
        float[] actual = [.. Enumerable.Repeat(-1f, row.Length + 2)];
        float sum = LaneMath.Exponentials(in row[0], ref actual[1], row.Length, out TLane largest);

        Assert.Equal(max, TLane.First(largest));
        Assert.Equal([-1f, .. expected, -1f], actual);
        Assert.Equal(SumOf(expected), sum);
    }

    // By place of the lane, in the order of the row; then halves are added until one number is left.
    private static float SumOf(float[] values)
    {
        float[] sums = new float[Places];
        for (int i = 0; i < values.Length; i++)
        {
            sums[i % Places] += values[i];
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
