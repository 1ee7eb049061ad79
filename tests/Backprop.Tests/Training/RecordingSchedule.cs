namespace Backprop.Tests.Training;

/// <summary>Remembers where it was asked, and gives base / (step + 1).</summary>
internal sealed class RecordingSchedule : Schedule
{
    public List<(float BaseRate, SchedulePosition Position)> Asked { get; } = [];

    public override float Rate(float baseRate, in SchedulePosition position)
    {
        Asked.Add((baseRate, position));
        return baseRate / (position.Step + 1);
    }
}
