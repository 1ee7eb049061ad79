using System.Runtime.ExceptionServices;

namespace Backprop.Numerics;

/// <summary>The process's background threads, and the one way to work with them. They come into being when they are first needed.</summary>
internal static class Team
{
    private static readonly Lock Gate = new();
    private static Worker? idle;
    private static int workers;

    /// <summary>How many background threads there are.</summary>
    public static int Workers => Volatile.Read(ref workers);

    /// <summary>Does work with up to <paramref name="threads"/> threads, the caller's among them: fewer, if others are using them. Returns when all have ended.</summary>
    /// <exception cref="Exception">What a part threw, the first of them.</exception>
    public static void Run<TWork>(ref TWork work, int threads)
        where TWork : struct, ITeamWork, allows ref struct
    {
        int taken = 0;
        Worker? crew = threads > 1 ? Take(threads - 1, out taken) : null;
        if (crew is null)
        {
            work.Run(default);
            return;
        }

        Meeting meeting = crew.OwnMeeting;
        meeting.Open(taken + 1);
        var place = TeamWork.At(ref work);
        int part = 0;
        for (Worker? worker = crew; worker is not null; worker = worker.Next)
        {
            worker.Give(place, new Share(++part, taken + 1, meeting), meeting);
        }

        try
        {
            work.Run(new Share(0, taken + 1, meeting));
        }
        catch (Exception exception)
        {
            meeting.Break(exception);
        }

        meeting.WaitForAll();
        ExceptionDispatchInfo? failure = meeting.Failure;
        Release(crew);
        failure?.Throw();
    }

    // Whoever is idle; new ones as long as there are fewer than cores, or than somebody asks for.
    private static Worker? Take(int wanted, out int taken)
    {
        Worker? crew = null;
        taken = 0;
        lock (Gate)
        {
            while (taken < wanted)
            {
                Worker? worker = idle;
                if (worker is not null)
                {
                    idle = worker.Next;
                }
                else if (workers < Math.Max(Environment.ProcessorCount - 1, wanted))
                {
                    worker = new Worker(++workers);
                }
                else
                {
                    break;
                }

                worker.Next = crew;
                crew = worker;
                taken++;
            }
        }

        return crew;
    }

    private static void Release(Worker crew)
    {
        Worker last = crew;
        while (last.Next is { } next)
        {
            last = next;
        }

        lock (Gate)
        {
            last.Next = idle;
            idle = crew;
        }
    }
}
