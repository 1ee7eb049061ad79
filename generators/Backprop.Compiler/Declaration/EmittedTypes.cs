using Backprop.Compiler.Layers;
using Backprop.Compiler.Layers.Rules;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Declaration;

/// <summary>The types and namespaces that the emitted files name without qualification, and the namespaces they import for that.</summary>
internal static class EmittedTypes
{
    /// <summary>The library's namespace.</summary>
    public const string Library = "Backprop";

    private static readonly (string Namespace, string[] Names)[] Used =
    [
        ("", ["System", "Backprop"]),
        ("System", ["Span", "ReadOnlySpan"]),
        ("System.Runtime.CompilerServices", ["MethodImpl", "MethodImplAttribute", "MethodImplOptions"]),
        ("System.Runtime.InteropServices", ["MemoryMarshal"]),
        ("System.Runtime.Intrinsics", ["Vector256", "Vector512"]),
        ("Backprop", ["INetwork", "IPredictor", "Initialization", "Initializer", "ModelFiles", "NetworkArchitecture", "NetworkWorkspace", "Parallelism", "ParameterInfo", "ParameterKind",
            "ParameterLayout", "TargetKind", "WorkspaceStage"]),
        ("Backprop.Numerics", ["BiasEnd", "BiasLanes", "ChannelsLast", "DoubleLane128", "DoubleLane256", "DoubleLane512", "DropoutMask", "FloatLane128", "FloatLane256", "FloatLane512", "GaussianNoise", "ImagePadding",
            "Held1", "Held2", "Held3", "Held4", "Held5", "Held6", "ILane", "ILaneEnd", "InterleavedSums", "ITileEnd", "Jit", "LaneColumns", "LaneMath", "LanePools", "Lanes", "LaneTiles",
            "Met1", "Met2", "Met3", "Met4", "Met5", "Met6", "NetworkBuffer", "NetworkCall", "NetworkGuard", "NetworkWork", "PlainEnd", "PredictionScratch", "RowLanes", "RowSoftmax",
            "Share", "StoredLanes", "Tiles", "Transpose", "WeightData"]),
    ];

    /// <summary>The types that only some networks name, all in the library's own namespace: attributes, and what stands in them.</summary>
    public static IReadOnlyList<string> OfLayers { get; } = [.. LayerRegistry.All.Select(layer => AttributeReader.InFull(layer.Attribute)), EnumNames.Activation, EnumNames.Padding];

    /// <summary>The namespaces that the emitted files import, at the top of the file.</summary>
    public static IReadOnlyList<string> Imports { get; } =
        ["System", "System.Runtime.CompilerServices", "System.Runtime.InteropServices", "System.Runtime.Intrinsics", "Backprop", "Backprop.Numerics"];

    /// <summary>Each simple name with the namespace it is meant to come from; that of a namespace is the empty string.</summary>
    public static IReadOnlyDictionary<string, string> NamespaceOf { get; } =
        Used.SelectMany(group => group.Names.Select(name => (name, group.Namespace))).ToDictionary(pair => pair.name, pair => pair.Namespace, StringComparer.Ordinal);

    /// <summary>The types that a network names, with the namespaces they are meant to come from.</summary>
    public static IEnumerable<KeyValuePair<string, string>> NamedBy(NetworkSpec network)
    {
        HashSet<string> attributes = new(LayersOf(network.Layers).Select(layer => AttributeReader.InFull(layer.Attribute)), StringComparer.Ordinal);
        return NamespaceOf.Concat(OfLayers.Where(name => attributes.Contains(name) || name is EnumNames.Activation or EnumNames.Padding)
            .Select(name => new KeyValuePair<string, string>(name, Library)));
    }

    private static IEnumerable<LayerSpec> LayersOf(EquatableArray<LayerSpec> layers) =>
        layers.SelectMany(layer => layer.Block is { } block ? LayersOf(block.Layers) : [layer]);

    /// <summary>The full names that the project itself declares, so that even <c>global::</c> does not lead to the library.</summary>
    public static IEnumerable<string> HiddenBySource(Compilation compilation)
    {
        foreach ((string scope, string[] names) in Used)
        {
            INamespaceSymbol? space = Find(compilation.Assembly.GlobalNamespace, scope);
            foreach (string name in names)
            {
                if (space?.GetTypeMembers(name).Any(type => !type.IsFileLocal) == true)
                {
                    yield return scope.Length == 0 ? name : $"{scope}.{name}";
                }
            }
        }
    }

    /// <summary>The namespace of this full name under a root; null if there is none.</summary>
    public static INamespaceSymbol? Find(INamespaceSymbol root, string fullName) => fullName.Length == 0
        ? root
        : fullName.Split('.').Aggregate((INamespaceSymbol?)root, (scope, name) =>
            scope?.GetMembers(name).OfType<INamespaceSymbol>().FirstOrDefault());
}
