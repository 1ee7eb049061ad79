namespace Backprop;

/// <summary>One schedule after the other: <see cref="Schedule.Then"/>.</summary>
internal sealed class ChainedSchedule(Schedule first, Schedule second) : Schedule
{
    public override float Rate(float baseRate, in SchedulePosition position)
    {
        long length = first.LengthInSteps(position);
        return position.Step < length
            ? first.Rate(baseRate, position.Within(length))
            : second.Rate(baseRate, position.After(length));
    }

    internal override bool HasLength => second.HasLength;

    internal override long LengthInSteps(in SchedulePosition position) =>
        first.LengthInSteps(position) + second.LengthInSteps(position);
}
