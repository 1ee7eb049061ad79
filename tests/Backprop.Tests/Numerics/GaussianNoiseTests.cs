using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public sealed class GaussianNoiseTests
{
    [Fact]
    public void HasTheMomentsOfANormalDistribution()
    {
        const int Count = 200_000;
        double[] noise = new double[Count];
        GaussianNoise.Fill(ref noise[0], Count, 0.5f, seed: 3, step: 9, layer: 2);
        double mean = noise.Average(), variance = noise.Average(value => value * value) - (mean * mean);
        double tail = noise.Count(value => Math.Abs(value) > 1) / (double)Count;

        // Five standard errors: σ/√n for the mean, σ²·√(2/n) for the variance, √(p(1 − p)/n) for the share beyond 2σ, p = 0.0455.
        Assert.InRange(mean, -0.0056, 0.0056);
        Assert.InRange(variance, 0.25 - 0.004, 0.25 + 0.004);
        Assert.InRange(tail, 0.0455 - 0.0024, 0.0455 + 0.0024);
    }

    [Fact]
    public void DependsOnSeedStepAndLayer()
    {
        float[] noise = Noise(1, 2, 3);

        Assert.Equal(noise, Noise(1, 2, 3));
        Assert.NotEqual(noise, Noise(2, 2, 3));
        Assert.NotEqual(noise, Noise(1, 3, 3));
        Assert.NotEqual(noise, Noise(1, 2, 4));
    }

    private static float[] Noise(long seed, long step, int layer)
    {
        float[] noise = new float[50];
        GaussianNoise.Fill(ref noise[0], noise.Length, 1, seed, step, layer);
        return noise;
    }
}
