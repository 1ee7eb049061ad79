namespace Backprop;

/// <summary>rate = base · factor^⌊t / every⌋: exponential decay, and step decay if <c>every</c> is more than 1.</summary>
internal sealed class ExponentialSchedule(int every, float factor, ScheduleUnit unit) : Schedule
{
    public override float Rate(float baseRate, in SchedulePosition position) =>
        (float)(baseRate * Power(factor, position.Index(unit) / every));

    /// <summary>By repeated squaring: the platform's power function differs between machines in its last bits.</summary>
    private static double Power(double x, long exponent)
    {
        double result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) == 0 ? result : result * x;
            x *= x;
        }

        return result;
    }
}
