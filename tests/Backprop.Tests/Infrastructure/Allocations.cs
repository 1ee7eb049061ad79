namespace Backprop.Tests.Infrastructure;

/// <summary>Bytes that the current thread allocates, measured several times, of which the least counts.</summary>
/// <remarks>What the code allocates it allocates every time, for it does the same every time. The .NET runtime allocates too, now and then, on
/// whichever thread is at hand: when one of its process-wide caches (of casts, of generic virtual calls) grows because another test loads types.</remarks>
internal static class Allocations
{
    private const int Measurements = 3;

    /// <summary>Fails unless there is a call of <paramref name="action"/> that allocates nothing.</summary>
    public static void AssertNone(Action action) => Assert.Equal(0, Enumerable.Range(0, Measurements).Select(_ => Of(action)).Min());

    /// <summary>What one call allocates.</summary>
    public static long Of(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Fails unless each epoch after the first allocates nothing in some training run.</summary>
    /// <param name="epochs">Epochs of a run.</param>
    /// <param name="run">Trains from the start, reporting each epoch's end to the meter it is given.</param>
    public static void AssertNoneAfterTheFirst(int epochs, Action<IProgress<TrainingProgress>> run)
    {
        EpochMeter[] meters = [.. Enumerable.Range(0, Measurements).Select(_ => new EpochMeter(epochs))];
        Assert.All(meters, run);

        Assert.Equal(Enumerable.Repeat(0L, epochs - 1), Enumerable.Range(0, epochs - 1).Select(epoch => meters.Min(meter => meter.BytesPerEpoch.ElementAt(epoch))));
    }

    /// <summary>Bytes allocated from the end of one epoch to the end of the next.</summary>
    private sealed class EpochMeter(int epochs) : IProgress<TrainingProgress>
    {
        private readonly long[] allocated = new long[epochs];

        public IEnumerable<long> BytesPerEpoch => allocated.Skip(1).Zip(allocated, (after, before) => after - before);

        public void Report(TrainingProgress value) => allocated[value.Epoch - 1] = GC.GetAllocatedBytesForCurrentThread();
    }
}
