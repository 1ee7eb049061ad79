using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Declaration;

/// <summary>Makes the spec of a declaration.</summary>
internal static class NetworkSpecs
{
    /// <summary>The spec; null where an attribute does not compile.</summary>
    public static NetworkSpec? Create(NetworkDeclaration declaration, string hintName)
    {
        IReadOnlyList<LayerArgument>? network = AttributeReader.ReadArguments(declaration.Network!.Data);
        EquatableArray<LayerSpec>? layers = BlockReader.ReadLayers(declaration.Layers.Select(layer => layer.Data), ImmutableStack<INamedTypeSymbol>.Empty);

        INamedTypeSymbol type = declaration.Type;
        return network is null || layers is null
            ? null
            : new(
                TypeHeads.Namespace(type),
                TypeHeads.Around(type),
                type.Name,
                hintName,
                QualifyNames: false,
                IsDouble: network.Any(argument => argument is { Name: "Precision", Value: 1 }),
                InputGradient: network.Any(argument => argument is { Name: "InputGradient", Value: true }),
                layers.Value)
            {
                Weights = declaration.Weights is { } weights && AttributeReader.ReadArguments(weights.Data) is { } given
                    ? new(given.FirstOrDefault(argument => argument.Name == "file")?.Value as string ?? "", given.Any(argument => argument is { Name: "Training", Value: true }))
                    : null,
            };
    }
}
