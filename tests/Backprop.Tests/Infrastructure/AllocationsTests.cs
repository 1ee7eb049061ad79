namespace Backprop.Tests.Infrastructure;

/// <summary>The meter works.</summary>
public sealed class AllocationsTests
{
    [Fact]
    public void What_allocates_every_time_is_seen()
    {
        object? kept = null;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Allocations.AssertNone(() => kept = new object()));
        Assert.NotNull(kept);
    }

    [Fact]
    public void What_allocates_in_an_epoch_of_every_run_is_seen()
    {
        object? kept = null;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Allocations.AssertNoneAfterTheFirst(3, meter => Run(meter, 1)));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Allocations.AssertNoneAfterTheFirst(3, meter => Run(meter, 2)));
        Allocations.AssertNoneAfterTheFirst(3, meter => Run(meter, 0));
        Assert.NotNull(kept);

        void Run(IProgress<TrainingProgress> meter, int allocatingEpoch)
        {
            for (int epoch = 0; epoch < 3; epoch++)
            {
                kept = epoch == allocatingEpoch ? new object() : kept;
                meter.Report(new TrainingProgress(epoch + 1, 3, epoch + 1, 0, null, null, null, 0));
            }
        }
    }
}
