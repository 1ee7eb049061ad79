using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>A layer names only layers above it, and every value is used.</summary>
internal static class WiringRules
{
    public static void Check(NetworkSpec spec, IReadOnlyList<LayerWiring> wirings, List<Problem> problems)
    {
        EquatableArray<string> names = LayerNaming.Resolve(spec);
        bool allFound = true;
        for (int index = 0; index < spec.Layers.Count; index++)
        {
            LayerSpec layer = spec.Layers[index];
            if (layer.From is { } from && wirings[index].Source is null)
            {
                problems.Add(NotFound(spec, names, index, from, "From"));
                allFound = false;
            }

            EquatableArray<string> others = layer.Texts(LayerWiring.OthersArgument);
            for (int other = 0; other < others.Count; other++)
            {
                if (wirings[index].Others[other] is null)
                {
                    problems.Add(NotFound(spec, names, index, others[other], LayerWiring.OthersArgument));
                    allFound = false;
                }
            }
        }

        // A name that was not found may have meant the value that now seems unused.
        if (allFound)
        {
            CheckUse(spec, names, wirings, problems);
        }
    }

    private static void CheckUse(NetworkSpec spec, EquatableArray<string> names, IReadOnlyList<LayerWiring> wirings, List<Problem> problems)
    {
        HashSet<int> used = new(wirings.SelectMany(wiring => wiring.Others.Append(wiring.Source)).OfType<int>());
        int last = LastLayer(spec);
        for (int index = 0; index < last; index++)
        {
            if (LayerRegistry.RoleOf(spec.Layers[index].Attribute) == LayerRole.Layer && !used.Contains(index))
            {
                int next = Enumerable.Range(index + 1, last - index).First(below => LayerRegistry.RoleOf(spec.Layers[below].Attribute) == LayerRole.Layer);

                // Otherwise an input in the wrong place cut it off, which is reported.
                if (spec.Layers[next].From is { } from)
                {
                    problems.Add(Problem.At(
                        index, ProblemIds.ValueNeverUsed, spec.Layers[index].Attribute, LayerNaming.Prefix(names[index]), spec.Layers[next].Attribute, NameRules.Printable(from)));
                }
            }
        }
    }

    private static Problem NotFound(NetworkSpec spec, EquatableArray<string> names, int index, string name, string argument)
    {
        IEnumerable<int> Named(IEnumerable<int> indexes) => indexes.Where(other => LayerRegistry.RoleOf(spec.Layers[other].Attribute) == LayerRole.Layer);
        bool below = name.Length > 0 && Named(Enumerable.Range(index, spec.Layers.Count - index)).Any(other => LayerNaming.Prefix(names[other]) == LayerNaming.Prefix(name));
        string above = string.Join(", ", Named(Enumerable.Range(0, index)).Select(other => $"'{LayerNaming.Prefix(names[other])}'").Prepend($"'{LayerWiring.Input}'"));
        return Problem.At(index, below ? ProblemIds.LayerBelow : ProblemIds.UnknownLayer, NameRules.Printable(name), spec.Layers[index].Attribute, above) with { Argument = argument };
    }

    private static int LastLayer(NetworkSpec spec) =>
        Enumerable.Range(0, spec.Layers.Count).LastOrDefault(index => LayerRegistry.RoleOf(spec.Layers[index].Attribute) == LayerRole.Layer);
}
