using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Declaration;

/// <summary>The heads of the partial declarations around a network.</summary>
internal static class TypeHeads
{
    /// <summary>The types around a class, outermost first: <c>partial struct Outer</c>.</summary>
    public static EquatableArray<string> Around(INamedTypeSymbol type)
    {
        List<string> heads = [];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            heads.Insert(0, $"partial {Keywords(outer)} {Identifiers.Escape(outer.Name)}");
        }

        return new(heads);
    }

    /// <summary>The namespace as it is written in code; empty for the global one.</summary>
    public static string Namespace(INamedTypeSymbol type)
    {
        List<string> names = [];
        for (INamespaceSymbol? scope = type.ContainingNamespace; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
        {
            names.Insert(0, Identifiers.Escape(scope.Name));
        }

        return string.Join(".", names);
    }

    /// <summary>What a type is declared with: <c>class</c>, <c>record struct</c> …</summary>
    public static string Keywords(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };
}
