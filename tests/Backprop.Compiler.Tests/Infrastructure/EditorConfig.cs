using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>Applies the severities of an <c>.editorconfig</c> text to all trees of a compilation.</summary>
internal sealed class EditorConfig(string text) : SyntaxTreeOptionsProvider
{
    private const string Root = "/project/";
    private readonly AnalyzerConfigSet set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse(text, Root + ".editorconfig") });

    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        set.GetOptionsForSourcePath(Root + tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = ReportDiagnostic.Default;
        return false;
    }
}
