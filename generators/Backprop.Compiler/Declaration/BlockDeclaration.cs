using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>A class with <c>[Block]</c>, in this project or a referenced one.</summary>
internal sealed class BlockDeclaration
{
    /// <summary>The attribute to look for.</summary>
    public const string Attribute = "Backprop.BlockAttribute";

    private BlockDeclaration(INamedTypeSymbol type, IReadOnlyList<AttributeData> layers)
    {
        Type = type;
        Layers = layers;
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The layers in source order. Several declarations of one class are taken by file.</summary>
    public IReadOnlyList<AttributeData> Layers { get; }

    /// <summary>Null if the class is no block.</summary>
    public static BlockDeclaration? Read(INamedTypeSymbol type)
    {
        bool isBlock = false;
        List<AttributeData> layers = [];
        foreach (AttributeData attribute in type.GetAttributes())
        {
            AttributeRole role = AttributeReader.RoleOf(attribute);
            isBlock |= role == AttributeRole.Block;
            if (role == AttributeRole.Layer)
            {
                layers.Add(attribute);
            }
        }

        // Metadata keeps the order of the source.
        IEnumerable<AttributeData> ordered = layers
            .OrderBy(layer => layer.ApplicationSyntaxReference?.SyntaxTree.FilePath ?? "", StringComparer.Ordinal)
            .ThenBy(layer => layer.ApplicationSyntaxReference?.Span.Start ?? 0);
        return isBlock ? new(type, ordered.ToArray()) : null;
    }

    /// <summary>Where a layer is, or a layer of a block that it uses; null where that is not in this project's source.</summary>
    /// <param name="path">The index of the layer, then of one within the block that it uses, …</param>
    public Location? Locate(IReadOnlyList<int> path, string? argument)
    {
        BlockDeclaration? block = this;
        for (int depth = 0; ; depth++)
        {
            AttributeData layer = block.Layers[path[depth]];
            if (depth == path.Count - 1)
            {
                return layer.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax ? new DeclaredAttribute(layer, syntax).LocationOf(argument) : null;
            }

            block = BlockReader.TypeOf(layer) is { } type ? Read(type) : null;
            if (block is null)
            {
                return null;
            }
        }
    }
}
