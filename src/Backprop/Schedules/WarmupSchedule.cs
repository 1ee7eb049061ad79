namespace Backprop;

/// <summary>rate = base · (t + 1)/T, or base · t/T, and base from t = T on.</summary>
internal sealed class WarmupSchedule(int length, ScheduleUnit unit, WarmupStart start) : Schedule
{
    public override float Rate(float baseRate, in SchedulePosition position)
    {
        long t = position.Index(unit);
        long reached = start == WarmupStart.Zero ? t : t + 1;
        return reached >= length ? baseRate : (float)((double)baseRate * reached / length);
    }

    internal override bool HasLength => true;

    internal override long LengthInSteps(in SchedulePosition position) => position.InSteps(length, unit);
}
