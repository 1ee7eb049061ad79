using System.Diagnostics;

namespace Backprop.Numerics;

/// <summary>A count that threads wait for to move on: they spin for a moment, because what they wait for is mostly about to happen, and then sleep.</summary>
internal sealed class Signal
{
    private readonly object gate = new();
    private int count;
    private int sleepers;

    /// <summary>How often it was raised.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Counts one up and wakes whoever sleeps.</summary>
    public void Raise()
    {
        // A thread falls asleep in the opposite order: it says so, then looks at the count. One of the two sees the other.
        Interlocked.Increment(ref count);
        if (Volatile.Read(ref sleepers) > 0)
        {
            lock (gate)
            {
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Returns once the count is another than <paramref name="seen"/>.</summary>
    /// <param name="seen">A count that the caller has seen.</param>
    /// <param name="spin">How long to spin, in ticks of the <see cref="Stopwatch"/>; 0 to sleep at once.</param>
    public void WaitPast(int seen, long spin)
    {
        if (Count != seen)
        {
            return;
        }

        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetTimestamp() - start < spin;)
        {
            for (int i = 0; i < 8; i++)
            {
                if (Count != seen)
                {
                    return;
                }

                Thread.SpinWait(1);
            }
        }

        Interlocked.Increment(ref sleepers);
        lock (gate)
        {
            while (Count == seen)
            {
                Monitor.Wait(gate);
            }
        }

        Interlocked.Decrement(ref sleepers);
    }
}
