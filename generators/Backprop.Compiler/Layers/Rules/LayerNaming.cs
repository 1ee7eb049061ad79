using System.Globalization;
using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>What layers are called: the property of <c>model.Layers</c> and the prefix of the parameters' names.</summary>
internal static class LayerNaming
{
    /// <summary>The property's name of each layer: its own name with the first letter in upper case, or its kind and its number among the layers
    /// of that kind, so that naming one layer never renames another. Input and loss bear their attribute's name.</summary>
    public static EquatableArray<string> Resolve(EquatableArray<LayerSpec> layers)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        List<string> names = [];
        foreach (LayerSpec layer in layers)
        {
            int number = counts.TryGetValue(layer.Attribute, out int before) ? before + 1 : 1;
            counts[layer.Attribute] = number;
            names.Add(LayerRegistry.RoleOf(layer.Attribute) != LayerRole.Layer
                ? layer.Attribute
                : string.IsNullOrEmpty(layer.Name) ? layer.Attribute + number.ToString(CultureInfo.InvariantCulture) : Property(layer.Name!));
        }

        return new(names);
    }

    /// <summary>First letter in upper case, where it has one.</summary>
    public static string Property(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>First letter in lower case, where it has one: <c>hidden</c> in <c>hidden.weight</c>.</summary>
    public static string Prefix(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
