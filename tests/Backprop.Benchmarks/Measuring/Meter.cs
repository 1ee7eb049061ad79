using System.Diagnostics;
using System.Runtime;

namespace Backprop.Benchmarks.Measuring;

/// <summary>Times many short repeats after a warm-up, in which the JIT finishes its work.</summary>
internal static class Meter
{
    private const double RepeatSeconds = 5e-3;
    private const int FewestCalls = 40; // the JIT counts to 30

    /// <summary>Measures for about so many seconds, and at least <paramref name="fewestRepeats"/> times, after a warm-up.</summary>
    public static Timing Measure(IWork work, double seconds, double warmup = 0.4, int fewestRepeats = 11)
    {
        double perCall = Warm(work, warmup);
        int times = (int)Math.Clamp(RepeatSeconds / perCall, 1, 1e7);

        var repeats = new List<double>();
        long start = Stopwatch.GetTimestamp();
        while (repeats.Count < fewestRepeats || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            repeats.Add(Time(work, times) / times * 1e9);
        }

        return new Timing(Statistics.Median(repeats), repeats.Min());
    }

    /// <summary>Runs all of them, on and off, until the JIT has compiled what they call for good. It counts calls once no new method came for 100 ms, on a single core for a second;
    /// what it then compiles, it watches and compiles again.</summary>
    public static void Settle(IReadOnlyList<IWork> works)
    {
        TimeSpan quiet = TimeSpan.FromSeconds(Environment.ProcessorCount == 1 ? 2.5 : 0.5);
        long compiled = 0, last = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(last) < quiet)
        {
            foreach (IWork work in works)
            {
                long start = Stopwatch.GetTimestamp();
                for (int calls = 0; calls < FewestCalls || Stopwatch.GetElapsedTime(start).TotalSeconds < RepeatSeconds; calls++)
                {
                    work.Run(1);
                }
            }

            Thread.Sleep(160);
            if (JitInfo.GetCompiledMethodCount() is var methods && methods != compiled)
            {
                (compiled, last) = (methods, Stopwatch.GetTimestamp());
            }
        }
    }

    /// <summary>The seconds that so many calls take.</summary>
    public static double Time(IWork work, int times)
    {
        long start = Stopwatch.GetTimestamp();
        work.Run(times);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Ever more calls, up to a tenth of the time at once. Between them, the JIT may work: it shares the core.
    private static double Warm(IWork work, double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        int times = 1;
        while (true)
        {
            double took = Time(work, times);
            if (Stopwatch.GetElapsedTime(start).TotalSeconds >= seconds)
            {
                return Math.Max(took / times, 1e-10);
            }

            if (took < seconds / 20)
            {
                times *= 2;
            }

            Thread.Sleep(1);
        }
    }
}
