using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>A layer names only layers above it, and every value is used.</summary>
internal static class WiringRules
{
    public static void Check(LayerList list, List<Problem> problems)
    {
        IReadOnlyList<LayerWiring> wirings = list.Wirings;
        bool allFound = true;
        for (int index = 0; index < list.Layers.Count; index++)
        {
            LayerSpec layer = list.Layers[index];
            if (layer.From is { } from && wirings[index].Source is null)
            {
                problems.Add(NotFound(list, index, from, "From"));
                allFound = false;
            }

            EquatableArray<string> others = layer.Texts(LayerWiring.OthersArgument);
            for (int other = 0; other < others.Count; other++)
            {
                if (wirings[index].Others[other] is null)
                {
                    problems.Add(NotFound(list, index, others[other], LayerWiring.OthersArgument));
                    allFound = false;
                }
            }
        }

        // A name that was not found may have meant the value that now seems unused.
        if (allFound)
        {
            CheckUse(list, problems);
        }
    }

    private static void CheckUse(LayerList list, List<Problem> problems)
    {
        HashSet<int> used = new(list.Wirings.SelectMany(wiring => wiring.Others.Append(wiring.Source)).OfType<int>());
        int last = LastLayer(list);
        for (int index = 0; index < last; index++)
        {
            if (LayerRegistry.RoleOf(list.Layers[index].Attribute) == LayerRole.Layer && !used.Contains(index))
            {
                int next = Enumerable.Range(index + 1, last - index).First(below => LayerRegistry.RoleOf(list.Layers[below].Attribute) == LayerRole.Layer);

                // Otherwise an input in the wrong place cut it off, which is reported.
                if (list.Layers[next].From is { } from)
                {
                    problems.Add(Problem.At(
                        index, ProblemIds.ValueNeverUsed, list.Layers[index].Attribute, LayerNaming.Prefix(list.Names[index]), list.Layers[next].Attribute, NameRules.Printable(from)));
                }
            }
        }
    }

    private static Problem NotFound(LayerList list, int index, string name, string argument)
    {
        IEnumerable<int> Named(IEnumerable<int> indexes) => indexes.Where(other => LayerRegistry.RoleOf(list.Layers[other].Attribute) == LayerRole.Layer);
        bool below = name.Length > 0 && Named(Enumerable.Range(index, list.Layers.Count - index)).Any(other => LayerNaming.Prefix(list.Names[other]) == LayerNaming.Prefix(name));
        string above = string.Join(", ", Named(Enumerable.Range(0, index)).Select(other => $"'{LayerNaming.Prefix(list.Names[other])}'").Prepend($"'{LayerWiring.Input}'"));
        return Problem.At(index, below ? ProblemIds.LayerBelow : ProblemIds.UnknownLayer, NameRules.Printable(name), list.Layers[index].Attribute, above) with { Argument = argument };
    }

    private static int LastLayer(LayerList list) =>
        Enumerable.Range(0, list.Layers.Count).LastOrDefault(index => LayerRegistry.RoleOf(list.Layers[index].Attribute) == LayerRole.Layer);
}
