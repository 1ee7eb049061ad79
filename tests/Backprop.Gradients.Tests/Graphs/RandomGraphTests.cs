using System.Globalization;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;
using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Gradients.Tests.Graphs;

/// <summary>Random networks with branches on random batches against the interpreter. The environment variable BACKPROP_STACKS sets how many,
/// BACKPROP_STACKS_SEED which ones.</summary>
public sealed class RandomGraphTests
{
    private const int Default = 60, PerCompilation = 30;
    private const double SingleMargin = 2e-4, DoubleMargin = 1e-9;

    private static int Count => Number("BACKPROP_STACKS", Default);

    private static int Seed => Number("BACKPROP_STACKS_SEED", 1);

    /// <summary>Dense layers and dropout only, but branches and blocks of every kind.</summary>
    [Fact]
    public void RandomGraphsOfVectorsAgreeWithTheInterpreter() => CheckAll(vectorsOnly: true);

    [Fact]
    public void RandomGraphsAgreeWithTheInterpreter() => CheckAll(vectorsOnly: false);

    /// <summary>Every layer, loss and kind of branch turns up among the default graphs.</summary>
    [Fact]
    public void TheGraphsAreDiverse()
    {
        RandomGraph[] graphs = Sample(vectorsOnly: false, Default, 1);
        PlainAttribute[] attributes = [.. graphs.SelectMany(graph => PlainAttribute.Parse(graph.Declare("Net")))];

        Assert.Empty(Interpreter.PlainLayers.PlainLayerTable.Names.Except(attributes.Select(attribute => attribute.Name)));
        Assert.Empty(Registry.LossNames.Except(attributes.Select(attribute => attribute.Name)));
        Assert.Empty(Enum.GetValues<Activation>().Except(attributes.Select(attribute => attribute.Activation)));
        Assert.Contains(graphs, graph => new PlainGraph(graph.Declare("Net")).Loss is null);
        Assert.Contains(attributes, attribute => attribute.Texts.Length > 1);
        Assert.Contains(attributes, attribute => attribute.Find("From") is not null);
        Assert.Contains(attributes, attribute => attribute.Get("Groups", 1) > 1);
        Assert.Contains(attributes, attribute => attribute.Get("Dilation", 1) > 1);
        Assert.Contains(attributes, attribute => attribute.Get("Padding", "") == "Same");
        Assert.Equal([1, 2, 4], attributes.Select(attribute => attribute.Get<int[]>("Pads", []).Length).Where(length => length > 0).Distinct().Order());
        Assert.True(graphs.Count(graph => graph.MostReaders >= 3) >= 5);
        Assert.Equal([1, 2, 3], graphs.Select(graph => new PlainGraph(graph.Declare("Net")).InputShape.Length).Distinct().Order());
        Assert.Contains(graphs, graph => graph.Rows == 1);
        Assert.Contains(graphs, graph => graph.IsDouble && graph.HasInputGradient);
    }

    /// <summary>So do repeated blocks in repeated blocks, and parameters that several uses share.</summary>
    [Fact]
    public void TheirBlocksAreDiverse()
    {
        RandomGraph[] graphs = [.. Sample(vectorsOnly: false, Default, 1), .. Sample(vectorsOnly: true, Default, 1)];

        Assert.True(graphs.Count(graph => graph.Build().Blocks.Count > 0) >= 30);
        Assert.Contains(graphs, graph => new PlainGraph(graph.Declare("Net")).Parameters.Any(tensor => tensor.Name.Split('[').Length > 2));
        Assert.Contains(graphs, graph => new PlainGraph(graph.Declare("Net")).State.Any(tensor => tensor.Name.Contains('[', StringComparison.Ordinal)));
        Assert.Contains(graphs, graph => PlainAttribute.Parse(graph.Declare("Net")).Count(attribute => attribute.Get("Shared", false)) > 1);
    }

    private static void CheckAll(bool vectorsOnly)
    {
        foreach (RandomGraph[] some in Sample(vectorsOnly, Count, Seed).Chunk(PerCompilation))
        {
            Subject[] subjects = [.. some.Select(Prepare)];
            EmittedNetworks emitted = Compile(subjects);
            for (int i = 0; i < subjects.Length; i++)
            {
                if (Fault(subjects[i], emitted, i) is { } fault)
                {
                    Simplify(subjects[i].Graph, fault);
                }
            }
        }
    }

    /// <summary>All of them; if that fails, the first that does not compile is simplified.</summary>
    private static EmittedNetworks Compile(Subject[] subjects)
    {
        try
        {
            return EmittedNetworks.CompileSources([.. subjects.Select((subject, index) => subject.Graph.Declare(EmittedNetworks.NameOf(index)))]);
        }
        catch (Exception exception)
        {
            foreach (Subject subject in subjects.Where(subject => FaultAlone(subject.Graph) is not null))
            {
                Simplify(subject.Graph, exception.Message);
            }

            throw;
        }
    }

    private static RandomGraph[] Sample(bool vectorsOnly, int count, int seed) => [.. RandomGraph.Generator(vectorsOnly).Sample(count, new Rnd((ulong)seed, 1UL), 50)];

    /// <summary>The graph with its problems; in double precision, if they are too much for the other.</summary>
    private static Subject Prepare(RandomGraph graph)
    {
        var plain = new PlainGraph(graph.Declare("Net"));
        double margin = graph.IsDouble ? DoubleMargin : SingleMargin;
        GraphProblem[] problems = [.. GraphProblem.FormsOf(plain.Loss)
            .Select(form => GraphProblem.Make(plain, form, graph.Rows, graph.Seed, margin, GraphTolerance.BitsFor(graph.IsDouble)))];
        return graph.IsDouble || problems.All(GraphTolerance.IsWellConditioned) ? new Subject(graph, plain, problems) : Prepare(graph with { IsDouble = true });
    }

    /// <summary>What is wrong with it; null if nothing is.</summary>
    private static string? Fault(Subject subject, EmittedNetworks emitted, int index)
    {
        try
        {
            foreach (GraphProblem problem in subject.Problems)
            {
                if (subject.Graph.IsDouble)
                {
                    new GraphCheck<double>(subject.Plain, emitted.Create<double>(index), problem, subject.Graph.Seed % 3).Check();
                }
                else
                {
                    new GraphCheck<float>(subject.Plain, emitted.Create<float>(index), problem, subject.Graph.Seed % 3).Check();
                }
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }

    // FsCheck looks for a simpler graph that fails as well, and throws with it.
    private static void Simplify(RandomGraph graph, string fault)
    {
        Arbitrary<RandomGraph> simpler = Arb.From(Gen.Constant(graph), one => one.Shrink());
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1),
            Prop.ForAll(simpler, one => FaultAlone(one) is { } message ? false.Label(message) : true.Label("")));
        Assert.Fail($"{graph}: {fault}");
    }

    private static string? FaultAlone(RandomGraph graph)
    {
        Subject subject = Prepare(graph);
        try
        {
            return Fault(subject, EmittedNetworks.CompileSources([subject.Graph.Declare(EmittedNetworks.NameOf(0))]), 0);
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private sealed record Subject(RandomGraph Graph, PlainGraph Plain, GraphProblem[] Problems);
}
