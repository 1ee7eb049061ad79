using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>A class with the library's attributes, as it stands in the source.</summary>
internal sealed class NetworkDeclaration
{
    private NetworkDeclaration(INamedTypeSymbol type, DeclaredAttribute? network, TypeDeclarationSyntax? syntax,
        IReadOnlyList<DeclaredAttribute> layers, DeclaredAttribute? weights, bool isAmbiguous, bool isBlock)
    {
        Type = type;
        Network = network;
        Syntax = syntax;
        Layers = layers;
        Weights = weights;
        IsAmbiguous = isAmbiguous;
        IsBlock = isBlock;
        Parts = type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .ToArray();
    }

    public INamedTypeSymbol Type { get; }

    /// <summary><c>[Network]</c>; null where the class has layers, but not this.</summary>
    public DeclaredAttribute? Network { get; }

    /// <summary>The declaration that carries <c>[Network]</c>.</summary>
    public TypeDeclarationSyntax? Syntax { get; }

    /// <summary>The input, layer and loss attributes: those beside <c>[Network]</c> in source order, then those that strayed to other declarations.</summary>
    public IReadOnlyList<DeclaredAttribute> Layers { get; }

    /// <summary><c>[Weights]</c>, on any declaration of the class; null where there is none.</summary>
    public DeclaredAttribute? Weights { get; }

    /// <summary>Whether <c>[Network]</c> stands more than once, which the C# compiler refuses.</summary>
    public bool IsAmbiguous { get; }

    /// <summary>Whether the class carries <c>[Block]</c>.</summary>
    public bool IsBlock { get; }

    /// <summary>The declarations of the class. A generator does not see what it emits, so all are the user's.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Parts { get; }

    /// <summary>Whether a layer stands on another declaration of the class than <c>[Network]</c>.</summary>
    public bool IsStray(DeclaredAttribute layer) => layer.Declaration != Syntax;

    /// <summary>Null if the type carries none of the library's attributes.</summary>
    public static NetworkDeclaration? Read(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        List<DeclaredAttribute> networks = [];
        List<DeclaredAttribute> layers = [];
        List<DeclaredAttribute> weights = [];
        bool isBlock = false;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            AttributeRole role = AttributeReader.RoleOf(attribute);
            isBlock |= role == AttributeRole.Block;
            if (role is AttributeRole.Network or AttributeRole.Layer or AttributeRole.Weights
                && attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax syntax)
            {
                (role == AttributeRole.Network ? networks : role == AttributeRole.Layer ? layers : weights).Add(new(attribute, syntax));
            }
        }

        if (networks.Count == 0 && layers.Count == 0 && weights.Count == 0)
        {
            return null;
        }

        DeclaredAttribute? network = networks.FirstOrDefault();
        TypeDeclarationSyntax? home = network?.Declaration;
        DeclaredAttribute[] ordered = layers
            .OrderBy(layer => layer.Declaration == home ? 0 : 1)
            .ThenBy(layer => layer.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(layer => layer.Syntax.SpanStart)
            .ToArray();
        return new(type, network, home, ordered, weights.FirstOrDefault(), isAmbiguous: networks.Count > 1, isBlock);
    }
}
