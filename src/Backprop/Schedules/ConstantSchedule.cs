namespace Backprop;

/// <summary>rate = base · factor.</summary>
internal sealed class ConstantSchedule(float factor) : Schedule
{
    public override float Rate(float baseRate, in SchedulePosition position) => (float)((double)baseRate * factor);
}
