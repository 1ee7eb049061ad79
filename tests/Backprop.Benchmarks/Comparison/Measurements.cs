using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Comparison;

/// <summary>The samples of all rounds.</summary>
internal sealed class Measurements
{
    private readonly Dictionary<(string Case, string Who, string Variant), List<(int Round, Sample Sample)>> samples = [];

    /// <summary>Adds a round's sample.</summary>
    public void Add(int round, MeasuringProgram program, Sample sample)
    {
        string variant = string.Join(", ", new[] { program.Flavour, sample.Variant }.Where(word => word.Length > 0));
        var key = (sample.Case, program.Who, variant);
        if (!samples.TryGetValue(key, out List<(int, Sample)>? rounds))
        {
            samples[key] = rounds = [];
        }

        rounds.Add((round, sample));
    }

    /// <summary>All results of a case, ours first, then each peer's, the fastest variant first.</summary>
    /// <param name="name">The case's name.</param>
    /// <param name="who">Whom to look for, in the order of the results.</param>
    public IReadOnlyList<Measured> Of(string name, IEnumerable<string> who)
    {
        List<(int Round, Sample Sample)>? ours = samples.GetValueOrDefault((name, OurNetworks.Ours, ""));
        return
        [
            .. who.SelectMany(peer => samples.Where(entry => entry.Key.Case == name && entry.Key.Who == peer)
                .Select(entry => Summarise(entry.Key.Who, entry.Key.Variant, entry.Value, ours))
                .OrderBy(measured => measured.Nanoseconds)),
        ];
    }

    // The ratio is taken within each round, where the machine was in the same mood.
    private static Measured Summarise(string who, string variant, List<(int Round, Sample Sample)> rounds, List<(int Round, Sample Sample)>? ours)
    {
        double[] ratios =
        [
            .. from mine in ours ?? [] join theirs in rounds on mine.Round equals theirs.Round select theirs.Sample.Median / mine.Sample.Median,
        ];
        double minimum = rounds.Min(round => round.Sample.Minimum);
        return new Measured(
            who, variant, Statistics.Median(rounds.Select(round => round.Sample.Median)), minimum,
            ratios.Length == 0 ? null : Statistics.Median(ratios), minimum / ours?.Min(round => round.Sample.Minimum));
    }
}
