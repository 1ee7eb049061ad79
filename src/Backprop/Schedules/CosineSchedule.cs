using Backprop.Numerics;

namespace Backprop;

/// <summary>rate = minimum + ½(base − minimum)(1 + cos(π·t/T)) up to t = T, then the minimum. T is the length, or what is left of the training.</summary>
internal sealed class CosineSchedule(float minimum, int? length, ScheduleUnit unit) : Schedule
{
    public override float Rate(float baseRate, in SchedulePosition position)
    {
        long t = position.Index(unit);
        long total = length ?? position.Total(unit);
        if (t >= total)
        {
            return minimum;
        }

        double share = 0.5 * (1.0 + ScalarCosine.OfPi((double)t / total));
        return (float)(minimum + ((double)baseRate - minimum) * share);
    }

    internal override bool HasLength => length is not null;

    internal override long LengthInSteps(in SchedulePosition position) =>
        length is int known ? position.InSteps(known, unit) : base.LengthInSteps(position);
}
