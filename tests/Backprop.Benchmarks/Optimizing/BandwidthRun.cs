using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Optimizing;

/// <summary>Steps of all optimizers and the triad, in turns.</summary>
internal static class BandwidthRun
{
    /// <summary>The name of the memory's own speed begins so.</summary>
    public const string TriadName = "triad";

    private const int Parameters = 5_000_000;

    /// <summary>Prints the nanoseconds of each pass; the variant is the bytes it moves.</summary>
    public static void Execute(int rounds)
    {
        var triad = new Triad(Parameters, inPlace: false);
        var inPlace = new Triad(Parameters, inPlace: true);
        var works = new List<(string Name, double Bytes, IWork Work)> { (TriadName, triad.Bytes, triad), ($"{TriadName} in place", inPlace.Bytes, inPlace) };
        works.AddRange(OptimizerStep.All(Parameters).Select(step => (step.Name, step.Bytes, (IWork)step)));
        foreach ((_, _, IWork work) in works)
        {
            work.Run(2);
        }

        double[][] times = [.. works.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < works.Count; i++)
            {
                times[i][round] = Meter.Time(works[i].Work, 1) * 1e9;
            }
        }

        for (int i = 0; i < works.Count; i++)
        {
            Sample.Print(works[i].Name, works[i].Bytes.ToString(CultureInfo.InvariantCulture), new Timing(Statistics.Median(times[i]), times[i].Min()));
        }
    }
}
