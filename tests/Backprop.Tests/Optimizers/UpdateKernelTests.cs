using Backprop.Numerics;
using Backprop.Tests.Numerics;

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
        FusedHardware.Require();
        UpdateConstants constants = new()
        {
            Rate = 0.01f,
            Decay = 0.1f,
            Beta1 = 0.9f,
            Share1 = 0.1f,
            Beta2 = 0.999f,
            Share2 = 0.001f,
            Epsilon = 1e-8f,
            RootScale = 31.6f,
            Smallest = 3.4e-18f,
        };
        foreach (GradientCut cut in (GradientCut[])[default, GradientCut.Scale(0.3f), GradientCut.Clamp(0.3f)])
        {
            Check<SgdRule>(constants, cut, length);
            Check<MomentumRule>(constants, cut, length);
            Check<NesterovRule>(constants, cut, length);
            Check<RmsPropRule>(constants, cut, length);
            Check<RmsPropInsideRule>(constants, cut, length);
            Check<AdamRule>(constants, cut, length);
            Check<AdamWRule>(constants, cut, length);
            Check<LionRule>(constants, cut, length);
            Check<GradientRule>(constants, cut, length);
        }
    }

    private static void Check<TRule>(UpdateConstants constants, GradientCut cut, int length)
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
            UpdateKernel.Run<FloatLane512, TRule>(constants, cut, wide.Parameters, g, wide.First, wide.Second);
            UpdateKernel.Run<FloatLane256, TRule>(constants, cut, half.Parameters, g, half.First, half.Second);
            UpdateKernel.Run<FloatLane128, TRule>(constants, cut, quarter.Parameters, g, quarter.First, quarter.Second);
            UpdateKernel.Run<TRule>(constants, cut, dispatched.Parameters, g, dispatched.First, dispatched.Second);
            for (int i = 0; i < length; i++)
            {
                UpdateKernel.Run<TRule>(
                    constants, cut, single.Parameters.AsSpan(i, 1), g.AsSpan(i, 1), single.First.AsSpan(i, 1), single.Second.AsSpan(i, 1));
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
            UpdateKernel.Run<MomentumRule>(new() { Rate = 0.1f, Beta1 = 0.9f }, default, parameters, new float[20], new float[19], default));
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
