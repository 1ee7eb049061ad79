using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>Everything a declaration must fulfil that can be told without symbols.</summary>
internal static class NetworkRules
{
    private static readonly string[] OrderIds =
        [ProblemIds.InputNotFirst, ProblemIds.LayerAfterLoss, ProblemIds.LossDoesNotFit, ProblemIds.SoftmaxNotLast, ProblemIds.TooManyParameters];

    /// <summary>All problems of a network, the class's first, then in source order.</summary>
    public static IEnumerable<Problem> Check(NetworkSpec spec)
    {
        List<Problem> problems = [];
        OrderRules.Check(spec, problems);
        NameRules.Check(spec, problems);
        CheckLayers(spec, problems);
        return problems.OrderBy(problem => problem.Layer).ThenBy(problem => problem.Id, StringComparer.Ordinal);
    }

    /// <summary>Whether a problem could vanish if the same layers stood in another order.</summary>
    public static bool FollowsFromOrder(Problem problem) => OrderIds.Contains(problem.Id);

    private static void CheckLayers(NetworkSpec spec, List<Problem> problems)
    {
        ParameterBudget budget = new();
        IReadOnlyList<LayerWiring> wirings = LayerWiring.Resolve(spec);
        WiringRules.Check(spec, wirings, problems);
        int[] sizes = new int[spec.Layers.Count];
        for (int index = 0; index < spec.Layers.Count; index++)
        {
            LayerSpec layer = spec.Layers[index];
            if (LayerRegistry.Find(layer.Attribute) is not { } definition)
            {
                continue;
            }

            int SizeOf(int? source) => source is { } value ? sizes[value] : LayerSite.Unknown;
            LayerWiring wiring = wirings[index];
            budget.Add(index, definition.ParameterCount(layer, SizeOf(wiring.Source)));
            sizes[index] = definition.Check(new(layer, index, SizeOf(wiring.Source), index == 0 ? null : spec.Layers[index - 1], problems)
            {
                OtherSizes = wiring.Others.Select(SizeOf).ToArray(),
            });
        }

        budget.Report(spec, problems);
    }
}
