using System.Text.Json;
using Backprop.Numerics;
using Backprop.Tests.Infrastructure;

namespace Backprop.Tests.Optimization;

/// <summary>Clipping against PyTorch (Reference/clipping.py), and the norm's bits and range.</summary>
public class GradientClippingTests
{
    [Fact]
    public void Clipped_gradients_are_pytorchs()
    {
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "clipping.json")));
        int clippedCases = 0;
        foreach (JsonElement test in reference.RootElement.EnumerateArray())
        {
            float limit = test.GetProperty("limit").GetSingle();
            GradientClipping clipping = test.GetProperty("kind").GetString() == "norm" ? GradientClipping.ByNorm(limit) : GradientClipping.ByValue(limit);
            float[] gradients = [.. test.GetProperty("gradients").EnumerateArray().Select(value => value.GetSingle())];
            float[] before = [.. gradients];

            float norm = clipping.Apply(gradients);

            AssertClose(test.GetProperty("norm").GetDouble(), norm);
            clippedCases += before.SequenceEqual(gradients) ? 0 : 1;
            for (int i = 0; i < gradients.Length; i++)
            {
                AssertClose(test.GetProperty("clipped")[i].GetDouble(), gradients[i]);
            }
        }

        Assert.InRange(clippedCases, 5, 15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(1000)]
    [InlineData(16384)]
    [InlineData(40001)]
    public void The_norms_bits_do_not_depend_on_the_register_width(int length)
    {
        float[] values = AllOptimizers.Random(length, 5);
        double wide = SquareSum.Of<SquareSum.Sums512>(values);
        Assert.Equal(BitConverter.DoubleToInt64Bits(wide), BitConverter.DoubleToInt64Bits(SquareSum.Of<SquareSum.Sums256>(values)));
        Assert.Equal(BitConverter.DoubleToInt64Bits(wide), BitConverter.DoubleToInt64Bits(SquareSum.Of<SquareSum.Sums128>(values)));
        Assert.Equal(values.Sum(value => (double)value * value), wide, 1e-12 * length);
    }

    [Fact]
    public void A_norm_whose_square_overflows_is_right()
    {
        float[] gradients = [3e30f, -4e30f];
        Assert.Equal(5e30f, GradientClipping.ByNorm(1f).Apply(gradients), 1e24f);
        Assert.Equal(0.6f, gradients[0], 1e-6f);
        Assert.Equal(-0.8f, gradients[1], 1e-6f);
    }

    [Fact]
    public void A_norm_beyond_float_still_scales()
    {
        float[] gradients = [.. Enumerable.Repeat(3e38f, 4)];
        Assert.Equal(float.PositiveInfinity, GradientClipping.ByNorm(10f).Apply(gradients));
        Assert.All(gradients, value => Assert.Equal(5f, value, 1e-4f));
    }

    [Fact]
    public void Small_gradients_keep_their_bits()
    {
        float[] gradients = [0.3f, -0.4f];
        Assert.Equal(0.5f, GradientClipping.ByNorm(1f).Apply(gradients), 1e-7f);
        Assert.Equal(0.5f, GradientClipping.ByValue(1f).Apply(gradients), 1e-7f);
        Assert.Equal(0.5f, GradientClipping.None.Apply(gradients), 1e-7f);
        Assert.Equal([0.3f, -0.4f], gradients);
        Assert.Equal(0f, GradientClipping.ByNorm(1f).Apply([]));
        Assert.Equal(0f, GradientClipping.ByValue(1f).Apply([]));
    }

    [Fact]
    public void What_is_not_finite_is_not_hidden()
    {
        float[] byNorm = [float.PositiveInfinity, 2f];
        float[] byNormNaN = [float.NaN, 2f];
        float[] byValue = [float.NaN, 2f];
        Assert.Equal(float.PositiveInfinity, GradientClipping.ByNorm(1f).Apply(byNorm));
        Assert.True(float.IsNaN(GradientClipping.ByNorm(1f).Apply(byNormNaN)));
        Assert.True(float.IsNaN(GradientClipping.ByValue(1f).Apply(byValue)));
        Assert.Equal([float.PositiveInfinity, 2f], byNorm);
        Assert.Equal([float.NaN, 2f], byNormNaN);
        Assert.Equal([float.NaN, 1f], byValue);
    }

    [Fact]
    public void Clipping_allocates_nothing()
    {
        float[] gradients = AllOptimizers.Random(1003, 6);
        GradientClipping[] all = [GradientClipping.None, GradientClipping.ByNorm(0.1f), GradientClipping.ByValue(0.1f)];
        float sum = 0;
        foreach (GradientClipping clipping in all)
        {
            sum += clipping.Apply(gradients);
            Allocations.AssertNone(() => sum += clipping.Apply(gradients));
        }

        Assert.True(sum > 0);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Limits_are_finite_and_above_zero(float bad)
    {
        ArgumentOutOfRangeException norm = Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(bad));
        ArgumentOutOfRangeException value = Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue(bad));
        Assert.Contains("maximum must be a finite number above 0", norm.Message);
        Assert.Contains("limit must be a finite number above 0", value.Message);
    }

    private static void AssertClose(double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-6 * Math.Abs(expected), $"{actual:R} for {expected:R}");
}
