using System.Runtime.ExceptionServices;

namespace Backprop.Numerics;

/// <summary>Where the threads of one piece of work wait for each other: in between, and at its end. If one of them fails, the others do not wait for it in vain.</summary>
internal sealed class Meeting
{
    private readonly Signal passed = new(), ended = new();
    private ExceptionDispatchInfo? failure;
    private int parts, arrived, working, endsSeen;
    private long spin;

    /// <summary>Before the work: how many threads take part, the caller among them.</summary>
    public void Open(int count)
    {
        (parts, arrived, working, endsSeen, failure) = (count, 0, count - 1, ended.Count, null);
        spin = Patience.InWork(count);
    }

    /// <summary>Returns when all have called it.</summary>
    /// <exception cref="MeetingBrokenException">One of them failed.</exception>
    public void Meet()
    {
        int seen = passed.Count;
        ThrowIfBroken();
        if (Interlocked.Increment(ref arrived) == parts)
        {
            arrived = 0;
            passed.Raise();
        }
        else
        {
            passed.WaitPast(seen, spin);
        }

        ThrowIfBroken();
    }

    /// <summary>Says that a thread has failed; the first exception counts.</summary>
    public void Break(Exception exception)
    {
        if (exception is not MeetingBrokenException)
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            passed.Raise();
        }
    }

    /// <summary>Says that one of the other threads has ended.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref working) == 0)
        {
            ended.Raise();
        }
    }

    /// <summary>Returns when all other threads have ended.</summary>
    public void WaitForAll() => ended.WaitPast(endsSeen, spin);

    /// <summary>What one of them threw; null if all is well.</summary>
    public ExceptionDispatchInfo? Failure => failure;

    private void ThrowIfBroken()
    {
        if (Volatile.Read(ref failure) is not null)
        {
            throw new MeetingBrokenException();
        }
    }

    /// <summary>Ends the part of a thread because another one has failed.</summary>
    private sealed class MeetingBrokenException : Exception;
}
