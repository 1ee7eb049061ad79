using System.Runtime.CompilerServices;
using Backprop.Numerics;
using Backprop.Tests.Infrastructure;

namespace Backprop.Tests.Numerics;

public sealed class PredictionScratchTests
{
    /// <summary>On a thread of its own: what another test has rented on a thread of the pool may be large already.</summary>
    [Fact]
    public Task Renting_again_allocates_nothing_unless_more_is_asked_for() => Task.Factory.StartNew(
        () =>
        {
            ref float first = ref PredictionScratch<float>.Rent(1000).Origin;
            Allocations.AssertNone(() =>
            {
                PredictionScratch<float>.Rent(10);
                PredictionScratch<float>.Rent(1000);
            });
            ref float again = ref PredictionScratch<float>.Rent(10).Origin;
            ref float whole = ref PredictionScratch<float>.Rent(1000).Origin;
            Assert.True(Unsafe.AreSame(ref first, ref again) && Unsafe.AreSame(ref first, ref whole));

            Assert.True(Allocations.Of(() => PredictionScratch<float>.Rent(5000)) > 5000 * sizeof(float));
        },
        TestContext.Current.CancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    [Fact]
    public void The_memory_starts_on_a_cache_line_and_can_be_written_to_its_end()
    {
        ref double start = ref PredictionScratch<double>.Rent(777).Origin;
        Assert.Equal(0, Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref start) % 64);
        Unsafe.Add(ref start, 776) = 1;
        Assert.Equal(1, Unsafe.Add(ref PredictionScratch<double>.Rent(777).Origin, 776));
        Assert.False(Unsafe.IsNullRef(ref PredictionScratch<double>.Rent(0).Origin));
    }

    [Fact]
    public void Inputs_have_memory_of_their_own()
    {
        ref float scratch = ref PredictionScratch<float>.Rent(100).Origin, inputs = ref PredictionScratch<float>.RentInputs(100).Origin;
        Assert.False(Unsafe.AreSame(ref scratch, ref inputs));
        Assert.True(Unsafe.AreSame(ref inputs, ref PredictionScratch<float>.RentInputs(50).Origin));
        Assert.True(PredictionScratch<float>.RentInputs(200).Length >= 200);
        Assert.Throws<ArgumentOutOfRangeException>("length", () => { PredictionScratch<float>.RentInputs(-1); });
    }

    [Fact]
    public void Threads_do_not_share()
    {
        nint here = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref PredictionScratch<float>.Rent(64).Origin), there = 0;
        Thread thread = new(() => there = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref PredictionScratch<float>.Rent(64).Origin));
        thread.Start();
        thread.Join();
        Assert.NotEqual(here, there);
    }

    [Fact]
    public void A_negative_length_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("length", () => { PredictionScratch<float>.Rent(-1); });
}
