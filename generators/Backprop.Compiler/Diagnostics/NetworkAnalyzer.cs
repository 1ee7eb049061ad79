using System.Collections.Immutable;
using Backprop.Compiler.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Backprop.Compiler.Diagnostics;

/// <summary>Reports what is wrong with the networks of a project, on the attribute or name that is wrong. It is an analyzer of its own, beside the
/// generator, so that locations stay out of the generator's cache and <c>#pragma</c> and <c>.editorconfig</c> work.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DiagnosticCatalog.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Networks in generated code are compiled like any other, so their mistakes must be reported too.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (NetworkDeclaration.Read((INamedTypeSymbol)context.Symbol, context.CancellationToken) is not { } declaration)
        {
            return;
        }

        if (declaration.Network is null)
        {
            DeclaredAttribute first = declaration.Layers[0];
            context.ReportDiagnostic(DiagnosticCatalog.Create(LocatedProblem.At(first.Syntax.GetLocation(), ProblemIds.LayerWithoutNetwork,
                declaration.Type.Name, first.ShortName)));
            return;
        }

        foreach (LocatedProblem problem in NetworkParser.FindProblems(declaration, context.Compilation))
        {
            context.ReportDiagnostic(DiagnosticCatalog.Create(problem));
        }
    }
}
