using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>Which values a layer works on, by the index of the layers that make them.</summary>
/// <param name="Source">The value it starts from, <see cref="BlockInput"/> for what comes into a block; null for an input, and where there is none.</param>
/// <param name="Others">The further values it names; null for a name that no layer above has.</param>
internal sealed record LayerWiring(int? Source, IReadOnlyList<int?> Others)
{
    /// <summary>The name of the input's value.</summary>
    public const string Input = "input";

    /// <summary>The index of the value that comes into a block.</summary>
    public const int BlockInput = -1;

    /// <summary>The argument that holds the names of further values.</summary>
    public const string OthersArgument = "names";

    /// <summary>The wiring of every layer: each starts from the layer above it, unless it says otherwise.</summary>
    public static IReadOnlyList<LayerWiring> Resolve(EquatableArray<LayerSpec> layers, EquatableArray<string> names, bool isBlock)
    {
        Dictionary<string, int> above = new(StringComparer.Ordinal);
        List<LayerWiring> wirings = [];
        int? current = null;
        if (isBlock)
        {
            current = BlockInput;
            above.Add(Input, BlockInput);
        }

        for (int index = 0; index < layers.Count; index++)
        {
            LayerSpec layer = layers[index];
            LayerRole role = LayerRegistry.RoleOf(layer.Attribute);
            wirings.Add(role == LayerRole.Input
                ? new LayerWiring(null, [])
                : new LayerWiring(
                    layer.From is { } from ? Find(from, above) : current,
                    layer.Texts(OthersArgument).Select(name => Find(name, above)).ToArray()));

            // A second input and a second layer of a name are reported elsewhere; the first ones hold.
            bool first = role == LayerRole.Input ? !above.ContainsKey(Input) : role == LayerRole.Layer;
            if (first)
            {
                current = index;
                string key = role == LayerRole.Input ? Input : LayerNaming.Prefix(names[index]);
                if (!above.ContainsKey(key))
                {
                    above.Add(key, index);
                }
            }
        }

        return wirings;
    }

    private static int? Find(string name, Dictionary<string, int> above) =>
        name.Length > 0 && above.TryGetValue(LayerNaming.Prefix(name), out int index) ? index : null;
}
