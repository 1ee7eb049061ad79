using Backprop.Numerics;

namespace Backprop.Tests.Optimization;

/// <summary>The kernel that all optimizers share: the same bits on every lane type and at every place.</summary>
public class UpdateKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(100)]
    public void Bits_do_not_depend_on_the_lane_or_the_place(int length)
    {
        Check(new SgdRule(0.01f, 0.1f), length);
        Check(new MomentumRule(0.01f, 0.9f, 0.1f), length);
        Check(new NesterovRule(0.01f, 0.9f, 0.1f), length);
        Check(new RmsPropRule(0.01f, 0.99f, 0f, 1e-8f, 0.1f), length);
        Check(new RmsPropRule(0.01f, 0.99f, 1e-8f, 0f, 0.1f), length);
        Check(new AdamRule(0.01f, 0.9f, 0.999f, 1e-8f, 0.1, 0.001, 0.1f, 0f), length);
        Check(new AdamRule(0.01f, 0.9f, 0.999f, 1e-8f, 0.1, 0.001, 0f, 0.1f), length);
        Check(new LionRule(0.01f, 0.9f, 0.99f, 0.1f), length);
        Check(new ScaleRule(0.3f), length);
        Check(new ClampRule(0.3f), length);
    }

    private static void Check<TRule>(TRule rule, int length)
        where TRule : struct, IUpdateRule
    {
        Buffers wide = new(length);
        Buffers half = new(length);
        Buffers quarter = new(length);
        Buffers single = new(length);
        Buffers dispatched = new(length);
        for (int step = 0; step < 3; step++)
        {
            float[] g = AllOptimizers.Random(length, step);
            UpdateKernel.Run<FloatLane512, TRule>(rule, wide.Parameters, g, wide.First, wide.Second);
            UpdateKernel.Run<FloatLane256, TRule>(rule, half.Parameters, g, half.First, half.Second);
            UpdateKernel.Run<FloatLane128, TRule>(rule, quarter.Parameters, g, quarter.First, quarter.Second);
            UpdateKernel.Run(rule, dispatched.Parameters, g, dispatched.First, dispatched.Second);
            for (int i = 0; i < length; i++)
            {
                UpdateKernel.Run(rule, single.Parameters.AsSpan(i, 1), g.AsSpan(i, 1), single.First.AsSpan(i, 1), single.Second.AsSpan(i, 1));
            }
        }

        Assert.NotEqual(new Buffers(length).Bits, wide.Bits);
        Assert.Equal(wide.Bits, half.Bits);
        Assert.Equal(wide.Bits, quarter.Bits);
        Assert.Equal(wide.Bits, dispatched.Bits);
        Assert.Equal(wide.Bits, single.Bits);
    }

    [Fact]
    public void State_that_is_too_short_is_refused_before_anything_is_written()
    {
        float[] parameters = AllOptimizers.Random(20, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            UpdateKernel.Run(new MomentumRule(0.1f, 0.9f, 0f), parameters, new float[20], new float[19], default));
        Assert.Equal(AllOptimizers.Random(20, 1), parameters);
    }

    /// <summary>Parameters and two states, filled by a fixed seed; the second state, a mean of squares, is not negative.</summary>
    private sealed class Buffers(int length)
    {
        public float[] Parameters { get; } = AllOptimizers.Random(length, 77);

        public float[] First { get; } = [.. AllOptimizers.Random(length, 78).Select(Math.Abs)];

        public float[] Second { get; } = [.. AllOptimizers.Random(length, 79).Select(Math.Abs)];

        public int[] Bits => [.. Parameters.Concat(First).Concat(Second).Select(BitConverter.SingleToInt32Bits)];
    }
}
