namespace Backprop;

/// <summary>How the learning rate changes while the training goes on. Schedules are immutable: one may serve many trainings.
/// <see cref="Schedules"/> makes them, <see cref="Then"/> chains them.</summary>
public abstract class Schedule
{
    /// <summary>For schedules: the built-in ones and your own.</summary>
    protected Schedule()
    {
    }

    /// <summary>The rate of the coming step. Allocates nothing; the same bits on every machine.</summary>
    /// <param name="baseRate">The optimizer's learning rate as the user gave it.</param>
    /// <param name="position">Where the training stands.</param>
    public abstract float Rate(float baseRate, in SchedulePosition position);

    /// <summary>This schedule for its length, then the other one, which counts from there. Either may be a chain itself.
    /// A cosine without a length runs over what is left of the training.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="next"/> is null.</exception>
    /// <exception cref="InvalidOperationException">This schedule has no length of its own: give it one with <see cref="For"/>.</exception>
    public Schedule Then(Schedule next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return HasLength
            ? new ChainedSchedule(this, next)
            : throw new InvalidOperationException(
                "Then needs to know where this schedule ends, and it has no length of its own: write .For(length) before .Then(…).");
    }

    /// <summary>This schedule with the given length: for <see cref="Then"/>, and for a cosine, which runs over it.
    /// Without a <see cref="Then"/>, it goes on beyond.</summary>
    /// <param name="length">Epochs or steps, at least 1.</param>
    /// <param name="unit">Which of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1, or the unit is not a member of the enum.</exception>
    public Schedule For(int length, ScheduleUnit unit = ScheduleUnit.Epochs) => new LimitedSchedule(
        this, Hyperparameter.Count(length, nameof(length)), Hyperparameter.Defined(unit, nameof(unit)));

    /// <summary>Whether the schedule knows where it ends.</summary>
    internal virtual bool HasLength => false;

    /// <summary>Its length in steps; only if <see cref="HasLength"/>.</summary>
    internal virtual long LengthInSteps(in SchedulePosition position) => throw new InvalidOperationException("This schedule has no length.");
}
