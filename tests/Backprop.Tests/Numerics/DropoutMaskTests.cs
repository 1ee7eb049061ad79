using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public sealed class DropoutMaskTests
{
    private const int Count = 100_003;

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void DropsAtItsRateAndKeepsTheMean(float rate)
    {
        float[] mask = Mask(rate, seed: 7, step: 3, layer: 0);
        float keep = 1 / (1 - rate);

        Assert.All(mask, value => Assert.True(value == 0 || value == keep));

        // Five standard deviations of a binomial share.
        double share = mask.Count(value => value == 0) / (double)Count;
        Assert.InRange(share, rate - Deviations(rate), rate + Deviations(rate));

        static double Deviations(double p) => 5 * Math.Sqrt(p * (1 - p) / Count);
    }

    [Fact]
    public void ARateOfZeroKeepsEverything() => Assert.All(Mask(0, 1, 1, 1), value => Assert.Equal(1, value));

    [Fact]
    public void DependsOnSeedStepAndLayer()
    {
        float[] mask = Mask(0.5f, seed: 1, step: 2, layer: 3);

        Assert.Equal(mask, Mask(0.5f, 1, 2, 3));
        Assert.All(new[] { Mask(0.5f, 2, 2, 3), Mask(0.5f, 1, 3, 3), Mask(0.5f, 1, 2, 4) }, other =>
        {
            // Two independent masks agree in half of the places.
            double agreement = mask.Zip(other).Count(pair => pair.First == pair.Second) / (double)Count;
            Assert.InRange(agreement, 0.49, 0.51);
        });
    }

    /// <summary>Neither the number of values nor the precision changes what is dropped.</summary>
    [Fact]
    public void APrefixIsAPrefixInBothPrecisions()
    {
        float[] all = Mask(0.3f, 5, 6, 7), some = new float[37];
        double[] exact = new double[37];
        DropoutMask.Fill(ref some[0], some.Length, 0.3f, 5, 6, 7);
        DropoutMask.Fill(ref exact[0], exact.Length, 0.3f, 5, 6, 7);

        Assert.Equal(all[..37], some);
        Assert.Equal(some.Select(value => value == 0), exact.Select(value => value == 0));
        Assert.Contains(1 / (1 - (double)0.3f), exact);
    }

    private static float[] Mask(float rate, long seed, long step, int layer)
    {
        float[] mask = new float[Count];
        DropoutMask.Fill(ref mask[0], Count, rate, seed, step, layer);
        return mask;
    }
}
