using System.CommandLine;

namespace Backprop.Benchmarks.Verbs;

/// <summary>The verbs.</summary>
internal static class RootVerb
{
    /// <returns>The exit code: 0, or 1 with a message on standard error.</returns>
    public static int Run(string[] args)
    {
        var root = new RootCommand("Measures compiled networks beside what one would otherwise take.") 
        {
            CompareVerb.Create(), SweepVerb.Create(), StartVerb.Create(), OptimizersVerb.Create(), MicroVerb.Create(), AotVerb.Create(), CallsVerb.Create(),
        };
        return root.Parse(args).Invoke();
    }
}
