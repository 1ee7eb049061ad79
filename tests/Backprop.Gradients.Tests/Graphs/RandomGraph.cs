using System.Collections.Immutable;
using Backprop.Gradients.Tests.Infrastructure;
using FsCheck;
using FsCheck.Fluent;
using static System.FormattableString;

namespace Backprop.Gradients.Tests.Graphs;

/// <summary>A random network with branches, as the seeds of its input, of each step and of its end: any of the steps may be left out.</summary>
internal sealed record RandomGraph(int Input, ImmutableArray<int> Steps, int End, int Rows, int Seed, bool IsDouble, bool InputGradient, bool VectorsOnly)
{
    private const int MostSteps = 9, MostRows = 7;
    private static readonly Gen<int> AnySeed = Gen.Choose(0, 1_000_000);

    /// <summary>Networks of images, sequences, vectors and indices with all layers; or of vectors with dense layers and dropout only.</summary>
    public static Gen<RandomGraph> Generator(bool vectorsOnly) =>
        from input in AnySeed
        from steps in Gen.Choose(1, MostSteps).SelectMany(count => Gen.ListOf(AnySeed, count))
        from end in AnySeed
        from rows in Gen.Choose(1, MostRows)
        from seed in AnySeed
        from isDouble in Gen.Elements(false, false, true)
        from inputGradient in Gen.Elements(true, true, false)
        select new RandomGraph(input, [.. steps], end, rows, seed, isDouble, inputGradient, vectorsOnly);

    /// <summary>How many layers read the value that most layers read.</summary>
    public int MostReaders => Build().MostReaders;

    /// <summary>Whether the network is asked for the gradient of its inputs.</summary>
    public bool HasInputGradient => InputGradient && Build().HasInputGradient;

    /// <summary>The source of the class.</summary>
    public string Declare(string name)
    {
        string precision = IsDouble ? "Double" : "Single", inputGradient = HasInputGradient ? "true" : "false";
        string network = $"[Network(Precision = Precision.{precision}, InputGradient = {inputGradient})]";
        GraphBuilder builder = Build();
        IEnumerable<string> blocks = builder.Blocks.Select(block => $"[Block]\n{string.Join('\n', block.Lines)}\npublic sealed class {block.Name};\n");
        string text = $"{string.Concat(blocks)}{network}\n{string.Join('\n', builder.Lines)}\npublic sealed partial class {name};";

        // Many graphs are compiled at once.
        return "using Backprop;\n" + text.Replace(GraphBuilder.BlockPrefix, name + GraphBuilder.BlockPrefix, StringComparison.Ordinal);
    }

    /// <summary>Simpler ones that might show the same fault.</summary>
    public IEnumerable<RandomGraph> Shrink() =>
    [
        .. Enumerable.Range(0, Steps.Length > 1 ? Steps.Length : 0).Select(i => this with { Steps = Steps.RemoveAt(i) }),
        .. Rows > 1 ? new[] { this with { Rows = Rows / 2 }, this with { Rows = Rows - 1 } } : [],
    ];

    /// <summary>The expression that makes it, and what it declares.</summary>
    public override string ToString()
    {
        string flags = $"{Text(IsDouble)}, {Text(InputGradient)}, {Text(VectorsOnly)}";
        return Invariant($"new RandomGraph({Input}, [{string.Join(", ", Steps)}], {End}, {Rows}, {Seed}, {flags})\n{Declare("Net")}\n");
    }

    private static string Text(bool value) => value ? "true" : "false";

    /// <summary>What the seeds make.</summary>
    public GraphBuilder Build()
    {
        var builder = new GraphBuilder(Input, Rows, VectorsOnly);
        foreach (int step in Steps)
        {
            builder.Step(step);
        }

        builder.Finish(End);
        return builder;
    }
}
