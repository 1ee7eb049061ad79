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
        LayerList list = new(spec);
        ParameterBudget budget = new();
        OrderRules.Check(spec, problems);
        NameRules.Check(list, problems);
        WiringRules.Check(list, problems);
        ShapeRules.Check(list, null, budget, problems);
        budget.Report(spec, problems);
        return problems.OrderBy(problem => problem.Layer).ThenBy(problem => problem.Id, StringComparer.Ordinal);
    }

    /// <summary>Whether a problem could vanish if the same layers stood in another order.</summary>
    public static bool FollowsFromOrder(Problem problem) => OrderIds.Contains(problem.Id);
}
