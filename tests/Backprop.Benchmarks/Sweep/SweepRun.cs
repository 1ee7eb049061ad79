using Backprop.Benchmarks.Comparison;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Processes;
using Backprop.Benchmarks.Scratch;

namespace Backprop.Benchmarks.Sweep;

/// <summary>Measures training steps of many shapes: ours, compiled for the purpose, and C++ around the sgemm of libraries, in turns.</summary>
internal sealed class SweepRun(SweepOptions options, Action<string> progress)
{
    private const int ShapesAtATime = 20;

    /// <summary>Ours beside OpenBLAS and oneDNN.</summary>
    /// <exception cref="BenchmarkException">There is no g++, or none of the libraries, or something does not build.</exception>
    public IReadOnlyList<ShapeResult> MeasureBeside(IReadOnlyList<Shape> shapes)
    {
        if (Executables.Find("g++") is null)
        {
            throw new BenchmarkException("The sweep needs g++, and libopenblas0-pthread or libdnnl2 (Debian's names).");
        }

        string peer = CppProgram.Build("g++", "sgemm_step.cpp", options.Avx2);
        return Measure(shapes, peer);
    }

    /// <summary>Ours alone.</summary>
    public IReadOnlyList<ShapeResult> MeasureAlone(IReadOnlyList<Shape> shapes) => Measure(shapes, null);

    private IReadOnlyList<ShapeResult> Measure(IReadOnlyList<Shape> shapes, string? peer)
    {
        Shape[] distinct = [.. shapes.DistinctBy(shape => shape.Name)];
        progress(Invariant($"compiling {distinct.Select(shape => shape.Network).Distinct().Count()} networks"));
        using var project = new ScratchProject { Sources = SweepProgram.Sources };
        SweepProgram.Write(project, distinct);
        Command ours = project.Build();
        ours = options.Avx2 ? ours.WithEnvironment("DOTNET_EnableAVX512", "0") : ours;

        var rounds = new List<(string Who, Sample Sample)>();
        for (int round = 0; round < options.Repeats; round++)
        {
            for (int first = 0; first < distinct.Length; first += ShapesAtATime)
            {
                int count = Math.Min(ShapesAtATime, distinct.Length - first);
                progress(Invariant($"round {round + 1} of {options.Repeats}: shapes {first + 1} to {first + count} of {distinct.Length}"));
                Command command = ours.With(Invariant($"{first}"), Invariant($"{count}"), Invariant($"{options.Seconds}"));
                rounds.AddRange(SampleReader.Require(command.Pinned(options.Cores).Run(), "Our program").Select(sample => ("", sample)));
                if (peer is not null)
                {
                    CommandResult result = Peer(peer, distinct.AsSpan(first, count)).Pinned(options.Cores).Run();
                    rounds.AddRange(SampleReader.Require(result, "The program around sgemm").Select(sample => (sample.Variant, sample)));
                }
            }
        }

        return [.. distinct.Select(shape => Summarise(shape, rounds))];
    }

    private Command Peer(string program, ReadOnlySpan<Shape> shapes)
    {
        var arguments = new List<string> { Invariant($"{options.Seconds}") };
        foreach (Shape shape in shapes)
        {
            arguments.Add(Invariant($"{shape.Batch}-{shape.Network}"));
        }

        var one = new ComparisonOptions([], 1, options.Seconds, 1, options.Avx2, false, options.Core);
        return new Command(program, [.. arguments]).ForThreads(one);
    }

    // The median of the quietest round: so many shapes have few rounds each, and something disturbs one of them somewhere.
    private static ShapeResult Summarise(Shape shape, List<(string Who, Sample Sample)> rounds)
    {
        var times = rounds.Where(round => round.Sample.Case == shape.Name).GroupBy(round => round.Who)
            .Select(group => (Who: group.Key, Time: new Timing(group.Min(round => round.Sample.Median), group.Min(round => round.Sample.Minimum)))).ToArray();
        var peers = times.Where(time => time.Who.Length > 0).OrderBy(time => time.Time.Median).ToArray();
        Timing ours = times.Single(time => time.Who.Length == 0).Time;
        return peers.Length == 0
            ? new ShapeResult(shape, ours, null, null)
            : new ShapeResult(shape, ours, peers[0].Who, new Timing(peers[0].Time.Median, peers.Min(peer => peer.Time.Minimum)));
    }
}
