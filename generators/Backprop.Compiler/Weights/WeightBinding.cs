using System.Collections.Immutable;
using System.Globalization;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers;
using Backprop.Serialization;

namespace Backprop.Compiler.Weights;

/// <summary>Finds the file that a network's <c>[Weights]</c> names, and holds it against the layers.</summary>
internal static class WeightBinding
{
    /// <summary>The most numbers that are written out as literals; more take the C# compiler many seconds.</summary>
    public const int MostLiterals = 1 << 17;

    /// <summary>All networks, each at a place that it keeps; null at all others.</summary>
    public static ImmutableArray<ParsedNetwork?> BindAll(EquatableArray<ParsedNetwork> networks, EquatableArray<WeightFile> files) =>
        Slots.Place(networks.Select(network => (network.Spec?.HintName ?? "", Bind(network, files))).ToList());

    /// <summary>The network with its weights, or with what is wrong with them. All others as they are.</summary>
    public static ParsedNetwork Bind(ParsedNetwork network, EquatableArray<WeightFile> files)
    {
        if (network is not { IsValid: true, Spec: { Weights: { } weights } spec })
        {
            return network;
        }

        List<Problem> problems = [];
        WeightFile? bound = Bind(spec, weights, files, problems);
        return problems.Count > 0
            ? network with { Problems = new(problems) }
            : network with { Spec = spec with { Weights = weights with { Bound = bound } } };
    }

    private static WeightFile? Bind(NetworkSpec spec, WeightsSpec weights, EquatableArray<WeightFile> files, List<Problem> problems)
    {
        WeightFile[] found = files.Where(file => file.IsCalled(weights.File)).ToArray();
        if (found.Length != 1)
        {
            problems.Add(found.Length == 0
                ? Report(ProblemIds.WeightsNotFound, weights.File)
                : Report(ProblemIds.WeightsAmbiguous, weights.File, string.Join(", ", found.Select(file => $"'{file.Path}'"))));
            return null;
        }

        WeightFile file = found[0];
        if (file.Error is { } error)
        {
            problems.Add(Report(ProblemIds.WeightsUnreadable, weights.File, error));
            return null;
        }

        try
        {
            Check(spec, file, file.ReadHeader(), problems);
            return file;
        }
        catch (SafetensorsFormatException wrong)
        {
            problems.Add(Report(ProblemIds.WeightsUnreadable, weights.File, wrong.Message));
            return null;
        }
    }

    private static void Check(NetworkSpec spec, WeightFile file, SafetensorsHeader header, List<Problem> problems)
    {
        NetworkGraph graph = NetworkLowering.Lower(spec, spec.IsDouble ? 8 : 16);
        NetworkTensor[] tensors = [.. NetworkTensor.Parameters(graph), .. NetworkTensor.States(graph)];
        string name = spec.Weights!.File;
        string own = Fingerprint.Of(graph.Layers);
        foreach (string reason in TensorChecks.Differences(tensors, header, spec.Name))
        {
            problems.Add(Report(ProblemIds.WeightsDoNotFit, name, spec.Name, reason));
        }

        if (problems.Count == 0 && header.Metadata.TryGetValue(SafetensorsHeader.ArchitectureKey, out string fingerprint) && fingerprint != own)
        {
            problems.Add(Report(ProblemIds.WeightsDoNotFit, name, spec.Name, $"it comes from other layers than these (fingerprint {Quoted.Text(fingerprint)}, not \"{own}\")"));
        }

        long count = tensors.Sum(tensor => (long)tensor.Count);
        if (problems.Count == 0 && file.Resource is null && count > MostLiterals)
        {
            problems.Add(Report(ProblemIds.WeightsTooLarge, name, count.ToString(CultureInfo.InvariantCulture)));
        }

        if (problems.Count == 0 && file.Resource is not null && TensorChecks.WhyNotInPlace(tensors, header, spec.IsDouble) is { } why)
        {
            problems.Add(Report(ProblemIds.WeightsNotInPlace, name, why));
        }
    }

    private static Problem Report(string id, params string[] arguments) => Problem.At(Problem.OnWeights, id, arguments) with { Argument = "file" };
}
