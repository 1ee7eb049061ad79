using System.Collections.Immutable;
using Backprop.Compiler.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Backprop.Compiler.Diagnostics;

/// <summary>Reports classes that have layers or weights, but not <c>[Network]</c>. All other mistakes are the generator's to report, which is quick because it looks for
/// that one attribute, and which sees none of these. No ID is reported by both.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerWithoutNetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(DiagnosticCatalog.LayerWithoutNetwork);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Other generators may write layers too, and forget as well.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (NetworkDeclaration.Read((INamedTypeSymbol)context.Symbol, context.CancellationToken) is not { Network: null } declaration
            || (declaration.IsBlock ? declaration.Weights : declaration.Layers.FirstOrDefault() ?? declaration.Weights) is not { } first)
        {
            return;
        }

        context.ReportDiagnostic(DiagnosticCatalog.Create(LocatedProblem.At(first.Syntax.GetLocation(), ProblemIds.LayerWithoutNetwork,
            declaration.Type.Name, first.ShortName)));
    }
}
