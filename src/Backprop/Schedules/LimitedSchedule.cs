namespace Backprop;

/// <summary>A schedule that has been told its length: <see cref="Schedule.For"/>.</summary>
internal sealed class LimitedSchedule(Schedule schedule, int length, ScheduleUnit unit) : Schedule
{
    public override float Rate(float baseRate, in SchedulePosition position) =>
        schedule.Rate(baseRate, position.Within(LengthInSteps(position)));

    internal override bool HasLength => true;

    internal override long LengthInSteps(in SchedulePosition position) => position.InSteps(length, unit);
}
