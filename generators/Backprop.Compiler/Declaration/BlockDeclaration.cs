using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>A class with <c>[Block]</c>, in this project or a referenced one.</summary>
internal sealed class BlockDeclaration
{
    private readonly AttributeData block;

    private BlockDeclaration(INamedTypeSymbol type, AttributeData block, IReadOnlyList<AttributeData> layers)
    {
        Type = type;
        this.block = block;
        Layers = layers;
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The declaration that carries <c>[Block]</c>; null where that is not in this project's source.</summary>
    public TypeDeclarationSyntax? Syntax => block.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent as TypeDeclarationSyntax;

    /// <summary>The layers in source order. Several declarations of one class are taken by file.</summary>
    public IReadOnlyList<AttributeData> Layers { get; }

    /// <summary>Null if the class is no block.</summary>
    public static BlockDeclaration? Read(INamedTypeSymbol type)
    {
        AttributeData? block = null;
        List<AttributeData> layers = [];
        foreach (AttributeData attribute in type.GetAttributes())
        {
            AttributeRole role = AttributeReader.RoleOf(attribute);
            block ??= role == AttributeRole.Block ? attribute : null;
            if (role == AttributeRole.Layer)
            {
                layers.Add(attribute);
            }
        }

        // Metadata keeps the order of the source.
        IEnumerable<AttributeData> ordered = layers
            .OrderBy(layer => layer.ApplicationSyntaxReference?.SyntaxTree.FilePath ?? "", StringComparer.Ordinal)
            .ThenBy(layer => layer.ApplicationSyntaxReference?.Span.Start ?? 0);
        return block is null ? null : new(type, block, ordered.ToArray());
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
