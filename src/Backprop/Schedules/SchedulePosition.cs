namespace Backprop;

/// <summary>Where the training stands, before a step.</summary>
/// <param name="Step">The index of the coming step, from 0, over the whole training.</param>
/// <param name="Epoch">The index of the epoch that it belongs to, from 0.</param>
/// <param name="TotalSteps">The steps of the whole training: a whole number of them per epoch.</param>
/// <param name="TotalEpochs">The epochs of the whole training.</param>
public readonly record struct SchedulePosition(long Step, int Epoch, long TotalSteps, int TotalEpochs)
{
    /// <summary>Steps per epoch, at least 1.</summary>
    public long StepsPerEpoch { get; init; } = TotalEpochs > 0 ? Math.Max(1, TotalSteps / TotalEpochs) : 1;

    /// <summary>The coming step's or epoch's index.</summary>
    internal long Index(ScheduleUnit unit) => unit == ScheduleUnit.Steps ? Step : Epoch;

    /// <summary>The length of the training in steps or epochs.</summary>
    internal long Total(ScheduleUnit unit) => unit == ScheduleUnit.Steps ? TotalSteps : TotalEpochs;

    /// <summary>The steps in a number of steps or epochs.</summary>
    internal long InSteps(int length, ScheduleUnit unit) => unit == ScheduleUnit.Steps ? length : length * StepsPerEpoch;

    /// <summary>The same step, seen by a schedule that starts after the given number of steps. Its epochs are counted from there.</summary>
    internal SchedulePosition After(long steps) => Within(TotalSteps - steps) with
    {
        Step = Step - steps,
        Epoch = (int)((Step - steps) / StepsPerEpoch),
    };

    /// <summary>The same step, seen by a schedule that has only the given number of steps.</summary>
    internal SchedulePosition Within(long steps) => this with
    {
        TotalSteps = Math.Max(0, steps),
        TotalEpochs = (int)((Math.Max(0, steps) + StepsPerEpoch - 1) / StepsPerEpoch),
    };
}
