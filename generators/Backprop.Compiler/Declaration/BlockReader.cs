using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Declaration;

/// <summary>Reads the block that a <c>[Use]</c> names, and the blocks that it uses in turn.</summary>
internal static class BlockReader
{
    /// <summary>The block of an attribute with a type argument; null where an attribute in it does not compile.</summary>
    /// <param name="around">The blocks that are being read.</param>
    public static BlockSpec? Read(AttributeData attribute, ImmutableStack<INamedTypeSymbol> around)
    {
        if (TypeOf(attribute) is not { } type)
        {
            return null;
        }

        string fullName = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (around.Contains(type, SymbolEqualityComparer.Default))
        {
            return new(fullName, type.Name, EquatableArray<LayerSpec>.Empty, BlockFault.UsesItself);
        }

        if (BlockDeclaration.Read(type) is not { } declaration)
        {
            return new(fullName, type.Name, EquatableArray<LayerSpec>.Empty, BlockFault.NotABlock);
        }

        return ReadLayers(declaration.Layers, around.Push(type)) is { } layers ? new(fullName, type.Name, layers, BlockFault.None) : null;
    }

    /// <summary>The layers that the attributes declare; null where one does not compile.</summary>
    public static EquatableArray<LayerSpec>? ReadLayers(IEnumerable<AttributeData> attributes, ImmutableStack<INamedTypeSymbol> around)
    {
        List<LayerSpec> layers = [];
        foreach (AttributeData attribute in attributes)
        {
            LayerSpec? spec = AttributeReader.Read(attribute);
            if (spec is not null && attribute.AttributeClass!.Arity > 0)
            {
                spec = Read(attribute, around) is { } block ? spec with { Block = block } : null;
            }

            if (spec is null || Layers.LayerRegistry.Find(spec.Attribute) is null)
            {
                return null;
            }

            layers.Add(spec);
        }

        return new(layers);
    }

    /// <summary>The class that an attribute with a type argument names; null where it is none.</summary>
    public static INamedTypeSymbol? TypeOf(AttributeData attribute) =>
        attribute.AttributeClass is { Arity: 1 } type && type.TypeArguments[0] is INamedTypeSymbol { TypeKind: TypeKind.Class } block ? block : null;
}
