using System.Collections.Immutable;
using static System.FormattableString;

namespace Backprop;

/// <summary>Writes blocks out, as the compiler does.</summary>
internal sealed class BlockExpansion
{
    private readonly ImmutableArray<ArchitectureLayer>.Builder layers = ImmutableArray.CreateBuilder<ArchitectureLayer>();

    // Where the parameters of a shared block are: at its first use between the same repetitions.
    private readonly Dictionary<string, string> sharedPrefixes = new(StringComparer.Ordinal);

    /// <summary>All layers, those of blocks once for each repetition.</summary>
    public static ImmutableArray<ArchitectureLayer> Of(ImmutableArray<LayerDeclaration> declared)
    {
        var expansion = new BlockExpansion();
        expansion.Add(declared, -1, new Scope("", "", ""));
        return expansion.layers.ToImmutable();
    }

    /// <summary>The layers of a network or of one repetition. Returns the place of its result.</summary>
    private int Add(ImmutableArray<LayerDeclaration> declared, int input, Scope scope)
    {
        int[] places = new int[declared.Length];
        int current = input;
        for (int index = 0; index < declared.Length; index++)
        {
            LayerDeclaration layer = declared[index];
            int source = layer.From is { } from ? Place(from) : current;
            current = places[index] = layer.Attribute is { } attribute
                ? Add(layer, attribute, source, layer.Others.Select(Place), scope)
                : AddBlock(layer, source, scope);
        }

        return current;

        int Place(int value) => value < 0 ? input : places[value];
    }

    private int Add(LayerDeclaration layer, Attribute attribute, int source, IEnumerable<int> others, Scope scope)
    {
        ImmutableArray<int> inputs = attribute is InputAttribute ? [] : [source, .. others];
        layers.Add(new ArchitectureLayer(scope.Path + layer.Name, attribute, inputs, layer.Shape, $"{scope.Prefix}{Prefix(layer.Name)}."));
        return layers.Count - 1;
    }

    private int AddBlock(LayerDeclaration use, int source, Scope scope)
    {
        int current = source;
        for (int index = 0; index < use.Repeat; index++)
        {
            string repetition = use.Repeat > 1 ? Invariant($"[{index}]") : "", sharing = scope.Sharing + (use.Shared ?? Invariant($"{use.Name}[{index}]")) + "/";
            string prefix = scope.Prefix + Prefix(use.Name) + (use.Shared is null ? repetition : "") + ".";
            if (use.Shared is not null && !sharedPrefixes.TryAdd(sharing, prefix))
            {
                prefix = sharedPrefixes[sharing];
            }

            current = Add(use.Block, current, new Scope($"{scope.Path}{use.Name}{repetition}.", prefix, sharing));
        }

        return current;
    }

    private static string Prefix(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <param name="Path">What the names of its layers begin with.</param>
    /// <param name="Prefix">What the names of its parameters begin with.</param>
    /// <param name="Sharing">The same for all repetitions that share their parameters.</param>
    private sealed record Scope(string Path, string Prefix, string Sharing);
}
