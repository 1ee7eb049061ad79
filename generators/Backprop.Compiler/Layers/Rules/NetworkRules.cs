using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;

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
        var shapes = new Shape?[spec.Layers.Count];
        for (int index = 0; index < spec.Layers.Count; index++)
        {
            LayerSpec layer = spec.Layers[index];
            if (LayerRegistry.Find(layer.Attribute) is not { } definition)
            {
                continue;
            }

            Shape? ShapeOf(int? source) => source is { } value ? shapes[value] : null;
            LayerWiring wiring = wirings[index];
            budget.Add(index, definition.ParameterCount(layer, ShapeOf(wiring.Source)));
            shapes[index] = definition.Check(new(layer, index, ShapeOf(wiring.Source), index == 0 ? null : spec.Layers[index - 1], problems)
            {
                Source = wiring.Source is { } source ? spec.Layers[source] : null,
                Others = wiring.Others.Select(ShapeOf).ToArray(),
            });
        }

        budget.Report(spec, problems);
    }
}
