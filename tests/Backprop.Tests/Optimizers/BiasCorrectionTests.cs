namespace Backprop.Tests.Optimization;

public class BiasCorrectionTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    [InlineData(0.999f)]
    public void Goes_to_any_step_at_once_to_the_bit(float beta)
    {
        BiasCorrection stepwise = default;
        for (long steps = 1; steps <= 60_000; steps++)
        {
            double share = stepwise.Advance(beta);
            if (steps is < 5 or 100 or 1000 or 60_000)
            {
                BiasCorrection before = BiasCorrection.After(steps - 1, beta);
                Assert.Equal(share, before.Advance(beta));
            }
        }
    }

    /// <summary>Where steps no longer change it, it does not count them.</summary>
    [Theory]
    [InlineData(0.9f)]
    [InlineData(0.9999f)]
    public void Any_number_of_steps_takes_no_time(float beta)
    {
        BiasCorrection end = BiasCorrection.After(long.MaxValue, beta);

        Assert.Equal(1, end.Advance(beta), 1e-10);
    }
}
