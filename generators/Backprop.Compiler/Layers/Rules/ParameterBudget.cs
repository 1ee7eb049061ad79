using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>Counts parameters against what one array holds.</summary>
internal sealed class ParameterBudget
{
    /// <summary><c>Array.MaxLength</c> less the padding that aligns a buffer.</summary>
    public const long Max = 2_147_483_591 - 64;

    private long largest;
    private int largestIndex = Problem.OnClass;

    /// <summary>All parameters so far.</summary>
    public long Total { get; private set; }

    public void Add(int index, long count)
    {
        Total = Total > long.MaxValue - count ? long.MaxValue : Total + count;
        if (count > largest)
        {
            largest = count;
            largestIndex = index;
        }
    }

    /// <summary>Reports too many of them on the layer that has most.</summary>
    public void Report(NetworkSpec spec, List<Problem> problems)
    {
        if (Total > Max)
        {
            problems.Add(Problem.At(largestIndex, ProblemIds.TooManyParameters, spec.Name, ValueChecks.Number(Total), ValueChecks.Number(Max),
                spec.Layers[largestIndex].Attribute, ValueChecks.Number(largest)));
        }
    }
}
