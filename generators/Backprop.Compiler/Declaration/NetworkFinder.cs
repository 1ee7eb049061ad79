using Backprop.Compiler.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>Finds the networks and blocks of a project, and parses them.</summary>
internal static class NetworkFinder
{
    /// <summary>What the classes with <c>[Network]</c> declare.</summary>
    public static EquatableArray<ParsedNetwork> Networks(SourceSnapshot snapshot, CancellationToken cancellationToken)
    {
        Compilation compilation = snapshot.Compilation;
        return new(Candidates(compilation, cancellationToken)
            .Select(candidate => NetworkParser.Parse(candidate.Type, candidate.Syntax, compilation, cancellationToken))
            .OfType<ParsedNetwork>());
    }

    /// <summary>Whether anything is wrong with a block.</summary>
    public static bool HasWrongBlocks(SourceSnapshot snapshot, CancellationToken cancellationToken) =>
        Candidates(snapshot.Compilation, cancellationToken).Any(candidate => BlockParser.FindProblems(candidate.Type, candidate.Syntax).Any());

    /// <summary>All that is wrong, with its places.</summary>
    public static EquatableArray<LocatedProblem> Problems(Compilation compilation, EquatableArray<WeightFile> files, CancellationToken cancellationToken) =>
        new(Candidates(compilation, cancellationToken)
            .SelectMany(candidate => BlockParser.FindProblems(candidate.Type, candidate.Syntax)
                .Concat(NetworkParser.FindProblems(candidate.Type, candidate.Syntax, compilation, files, cancellationToken))));

    private static IEnumerable<(INamedTypeSymbol Type, TypeDeclarationSyntax Syntax)> Candidates(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (TypeDeclarationSyntax syntax in SourceSnapshot.Candidates(compilation, cancellationToken))
        {
            if (compilation.GetSemanticModel(syntax.SyntaxTree).GetDeclaredSymbol(syntax, cancellationToken) is INamedTypeSymbol type)
            {
                yield return (type, syntax);
            }
        }
    }
}
