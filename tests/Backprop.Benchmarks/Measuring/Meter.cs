using System.Diagnostics;

namespace Backprop.Benchmarks.Measuring;

/// <summary>Times many short repeats after a warm-up, in which the JIT finishes its work.</summary>
internal static class Meter
{
    private const double RepeatSeconds = 5e-3;
    private const int FewestRepeats = 11;

    /// <summary>Measures for about so many seconds, after a warm-up of <paramref name="warmup"/> seconds.</summary>
    public static Timing Measure(IWork work, double seconds, double warmup = 0.4)
    {
        double perCall = Warm(work, warmup);
        int times = (int)Math.Clamp(RepeatSeconds / perCall, 1, 1e7);

        var repeats = new List<double>();
        long start = Stopwatch.GetTimestamp();
        while (repeats.Count < FewestRepeats || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            repeats.Add(Time(work, times) / times * 1e9);
        }

        return new Timing(Statistics.Median(repeats), repeats.Min());
    }

    // Doubles the calls until the time is over; the last round says how long a call takes.
    private static double Warm(IWork work, double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        for (int times = 1; ; times = Math.Min(2 * times, 1 << 24))
        {
            double took = Time(work, times);
            double all = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (all >= seconds)
            {
                return Math.Max(took / times, 1e-10);
            }

            // The compiled code comes in the background, on the same core: give it room.
            if (all > 0.1 * seconds)
            {
                times = Math.Max(1, Math.Min(times, (int)(0.1 * seconds * times / took)));
                Thread.Sleep(1);
            }
        }
    }

    private static double Time(IWork work, int times)
    {
        long start = Stopwatch.GetTimestamp();
        work.Run(times);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
