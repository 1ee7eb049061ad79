using System.Globalization;

namespace Backprop.Numerics;

/// <summary>A background thread of the team. It sleeps until it gets work.</summary>
internal sealed class Worker
{
    private readonly Signal given = new();
    private TeamWork work;
    private Share share;
    private Meeting? meeting;

    public Worker(int number)
    {
        var thread = new Thread(Loop) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"Backprop {number}") };
        thread.UnsafeStart();
    }

    /// <summary>The next one in the list that this worker is in.</summary>
    public Worker? Next { get; set; }

    /// <summary>A meeting for work in which this worker is the first.</summary>
    public Meeting OwnMeeting { get; } = new();

    /// <summary>Starts a share of the work.</summary>
    public void Give(TeamWork given, Share itsShare, Meeting itsMeeting)
    {
        (work, share, meeting) = (given, itsShare, itsMeeting);
        this.given.Raise();
    }

    private void Loop()
    {
        for (int done = 0; ; done++)
        {
            given.WaitPast(done, Patience.BetweenWork);
            Meeting current = meeting!;
            try
            {
                work.Run(share);
            }
            catch (Exception exception)
            {
                current.Break(exception);
            }

            current.Leave();
        }
    }
}
