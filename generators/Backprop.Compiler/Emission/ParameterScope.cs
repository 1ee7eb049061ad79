using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission;

/// <summary>Parameters, or states, by block and layer, in declaration order. Of repetitions, the first stands for all.</summary>
/// <param name="Place">The block's first repetition; null for the network itself.</param>
internal sealed record ParameterScope<T>(BlockPlace? Place)
    where T : EmittedValue
{
    /// <summary>How often it stands in a row with parameters of its own.</summary>
    public int Count => Place is { SharedBlock: null } ? Place.Count : 1;

    /// <summary>Its layers and the blocks that it uses: one of the two is null in each.</summary>
    public List<(IReadOnlyList<T>? Layer, ParameterScope<T>? Scope)> Items { get; } = [];

    /// <summary>The network's own scope.</summary>
    public static ParameterScope<T> Of(IEnumerable<T> values)
    {
        var root = new ParameterScope<T>((BlockPlace?)null);
        Dictionary<string, ParameterScope<T>> scopes = new(StringComparer.Ordinal);
        Dictionary<string, List<T>> layers = new(StringComparer.Ordinal);
        foreach (T value in values.Where(value => value.Shift == 0))
        {
            ParameterScope<T> scope = root;
            foreach (BlockPlace place in value.Node.Place?.Path ?? [])
            {
                if (!scopes.TryGetValue(place.Prefix, out ParameterScope<T> inner))
                {
                    scopes[place.Prefix] = inner = new ParameterScope<T>(place);
                    scope.Items.Add((null, inner));
                }

                scope = inner;
            }

            if (!layers.TryGetValue(value.Node.Layer, out List<T> layer))
            {
                layers[value.Node.Layer] = layer = [];
                scope.Items.Add((layer, null));
            }

            layer.Add(value);
        }

        return root;
    }
}
