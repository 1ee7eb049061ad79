using System.Collections.Immutable;
using Backprop.Compiler.Tests.Infrastructure;
using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Gradients;

/// <summary>Every activation with every loss: a network for each pair, one compilation for all.</summary>
internal sealed class GradientCatalog
{
    /// <summary>A lane of doubles is eight wide: widths around one and two of them, and less than one.</summary>
    private static readonly int[] Widths = [7, 8, 9, 15, 16, 17, 3];

    private static readonly Lazy<GradientCatalog> Lazy = new(() => new GradientCatalog());
    private readonly NetworkChoice[] networks;
    private readonly EmittedNetworks emitted;

    private GradientCatalog()
    {
        networks = [.. Pairs.Select((pair, index) => Network(pair, index, Refusals.ContainsKey(index)))];
        emitted = EmittedNetworks.Compile(networks);
    }

    public static GradientCatalog Instance => Lazy.Value;

    /// <summary>All pairs.</summary>
    public static IReadOnlyList<(ActivationChoice Activation, LossChoice? Loss)> Pairs { get; } =
    [
        .. Registry.Activations.SelectMany(_ => Registry.Losses, (activation, loss) => (activation, loss)),
        .. Registry.LossVariants.Select(loss => (new ActivationChoice(Activation.Tanh), (LossChoice?)loss)),
    ];

    /// <summary>The pairs whose activation the analyzer refuses right before the loss, with what it reports.</summary>
    public ImmutableSortedDictionary<int, string> Refusals { get; } = FindRefusals();

    public static string Name((ActivationChoice Activation, LossChoice? Loss) pair) => $"{pair.Activation} × {pair.Loss?.ToString() ?? "no loss"}";

    /// <summary>A pair's network.</summary>
    public (NetworkChoice Choice, INetwork<double> Network) Get(int pair) => (networks[pair], emitted.Create<double>(pair));

    /// <summary>The activation twice, once on a sum with bias and once without. Every other network has the activations as layers of their own.</summary>
    private static NetworkChoice Network((ActivationChoice Activation, LossChoice? Loss) pair, int index, bool refused)
    {
        int inputs = Widths[index % 7], hidden = Widths[(index + 2) % 7], outputs = Widths[((index * 3) + 1) % 7];
        ActivationChoice last = refused ? new(Activation.Linear) : pair.Activation;
        ActivationChoice first = pair.Activation.Kind == Activation.Softmax ? new(Activation.Tanh) : pair.Activation; // a softmax stands at the end only
        ImmutableArray<LayerChoice> layers = index % 2 == 1
            ? [LayerChoice.Dense(hidden, useBias: false), LayerChoice.Alone(first.Kind, first.Slope), LayerChoice.Dense(outputs), LayerChoice.Alone(last.Kind, last.Slope)]
            : [LayerChoice.Dense(hidden, first.Kind, slope: first.Slope), LayerChoice.Dense(outputs, last.Kind, useBias: false, last.Slope)];
        return new NetworkChoice(inputs, layers, pair.Loss);
    }

    private static ImmutableSortedDictionary<int, string> FindRefusals()
    {
        string[] sources = [.. Pairs.Select((pair, index) => "using Backprop;\n" + Network(pair, index, false).Declare($"Pair{index}"))];
        return TestCompiler.AnalyzeAsync(TestCompiler.Compile(sources)).GetAwaiter().GetResult()
            .ToImmutableSortedDictionary(diagnostic => int.Parse(diagnostic.Location.SourceTree!.FilePath["Source".Length..^".cs".Length]), diagnostic => diagnostic.Id);
    }
}
