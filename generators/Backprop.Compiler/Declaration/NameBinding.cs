using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>Decides whether the simple names of the emitted files would mean something else where a class stands. It follows the
/// compiler's order: the members of the class and of the types around it, the namespaces inside out, then what the file imports.
/// The user's own using directives do not reach the emitted files; the global ones do.</summary>
internal static class NameBinding
{
    private static readonly ConditionalWeakTable<Compilation, GlobalImports> Cache = new();

    /// <summary>Whether any of the names, each with its namespace, is taken. A name that is nowhere declared is fine.</summary>
    public static bool NeedsQualification(
        INamedTypeSymbol type, IEnumerable<KeyValuePair<string, string>> names, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!Cache.TryGetValue(compilation, out GlobalImports? imports))
        {
            imports = Cache.GetValue(compilation, key => GlobalImports.Of(key, cancellationToken));
        }

        return names.Any(pair => IsTaken(pair.Key, pair.Value, type, compilation, imports));
    }

    private static bool IsTaken(string name, string home, INamedTypeSymbol type, Compilation compilation, GlobalImports imports)
    {
        if (Scopes(type).Any(scope => !scope.GetMembers(name).IsEmpty) || imports.Aliases.Contains(name))
        {
            return true;
        }

        for (INamespaceSymbol? scope = compilation.GetCompilationNamespace(type.ContainingNamespace); scope is not null; scope = scope.ContainingNamespace)
        {
            ISymbol[] found = Visible(scope, name, type, compilation).ToArray();
            if (found.Length > 0)
            {
                return found.Any(symbol => !IsMeant(symbol, home));
            }
        }

        return imports.Namespaces.SelectMany(scope => scope.GetTypeMembers(name)).Any(symbol => IsOther(symbol))
            || imports.Statics.SelectMany(scope => scope.GetMembers(name)).Any(symbol => compilation.IsSymbolAccessibleWithin(symbol, type));

        bool IsOther(INamedTypeSymbol symbol) => !symbol.IsFileLocal && !IsMeant(symbol, home) && compilation.IsSymbolAccessibleWithin(symbol, type);
    }

    private static IEnumerable<ISymbol> Visible(INamespaceSymbol scope, string name, INamedTypeSymbol type, Compilation compilation) =>
        scope.GetMembers(name).Where(symbol => symbol is INamespaceSymbol
            || (symbol is INamedTypeSymbol { IsFileLocal: false } && compilation.IsSymbolAccessibleWithin(symbol, type)));

    private static bool IsMeant(ISymbol symbol, string home) =>
        home.Length == 0
            ? symbol is INamespaceSymbol { ContainingNamespace.IsGlobalNamespace: true }
            : symbol is INamedTypeSymbol && symbol.ContainingNamespace.ToDisplayString() == home;

    /// <summary>The class and the types around it, each with what it inherits.</summary>
    private static IEnumerable<INamedTypeSymbol> Scopes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            for (INamedTypeSymbol? scope = outer; scope is not null; scope = scope.BaseType)
            {
                yield return scope;
            }

            foreach (INamedTypeSymbol contract in outer.AllInterfaces.Where(_ => outer.TypeKind == TypeKind.Interface))
            {
                yield return contract;
            }
        }
    }

    /// <summary>What every file of a compilation imports, and the emitted ones on top.</summary>
    private sealed class GlobalImports(HashSet<string> aliases, List<INamespaceSymbol> namespaces, List<INamedTypeSymbol> statics)
    {
        public HashSet<string> Aliases { get; } = aliases;

        public List<INamespaceSymbol> Namespaces { get; } = namespaces;

        public List<INamedTypeSymbol> Statics { get; } = statics;

        public static GlobalImports Of(Compilation compilation, CancellationToken cancellationToken)
        {
            HashSet<string> aliases = new(StringComparer.Ordinal);
            List<INamedTypeSymbol> statics = [];
            List<INamespaceSymbol> namespaces = EmittedTypes.Imports
                .Select(name => EmittedTypes.Find(compilation.GlobalNamespace, name))
                .OfType<INamespaceSymbol>()
                .ToList();
            foreach (SyntaxTree tree in compilation.SyntaxTrees)
            {
                IEnumerable<UsingDirectiveSyntax> usings = ((CompilationUnitSyntax)tree.GetRoot(cancellationToken)).Usings;
                foreach (UsingDirectiveSyntax directive in usings.Where(directive => directive.GlobalKeyword.RawKind != 0))
                {
                    if (directive.Alias is { } alias)
                    {
                        aliases.Add(alias.Name.Identifier.ValueText);
                        continue;
                    }

                    ISymbol? target = compilation.GetSemanticModel(tree).GetSymbolInfo(directive.NamespaceOrType, cancellationToken).Symbol;
                    if (target is INamespaceSymbol scope)
                    {
                        namespaces.Add(scope);
                    }
                    else if (target is INamedTypeSymbol imported)
                    {
                        statics.Add(imported);
                    }
                }
            }

            return new(aliases, namespaces, statics);
        }
    }
}
