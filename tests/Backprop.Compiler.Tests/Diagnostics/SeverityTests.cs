using System.Collections.Immutable;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Diagnostics;

/// <summary>Users decide what is reported, by the means they know.</summary>
public sealed class SeverityTests
{
    private const string TwoMistakes =
        """
        using Backprop;
        [Network]
        [Input(2)]
        #pragma warning disable BPC023
        [Dense(0)]
        #pragma warning restore BPC023
        [Dense(-1)]
        partial class Net;
        """;

    [Fact]
    public async Task PragmaDisablesWhereItStands()
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync(TwoMistakes);

        Assert.Equal(["-1"], reported.Select(one => one.Text));
    }

    [Fact]
    public void TheGeneratorReportsThem()
    {
        ImmutableArray<Diagnostic> diagnostics = TestCompiler.Generate(TestCompiler.Compile(TwoMistakes)).Result.Diagnostics;

        // What a pragma silences is handed on as suppressed, for the build's log of suppressions.
        Assert.Equal([(true, 4), (false, 6)], diagnostics.Select(diagnostic => (diagnostic.IsSuppressed, diagnostic.Location.GetLineSpan().StartLinePosition.Line)));
        Assert.All(diagnostics, diagnostic => Assert.Equal(LocationKind.SourceFile, diagnostic.Location.Kind));
    }

    [Fact]
    public async Task SuppressMessageDisablesOnTheClass()
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync(
            "using Backprop; [System.Diagnostics.CodeAnalysis.SuppressMessage(\"Backprop\", \"BPC023\")] [Network, Input(0), Dense(3)] partial class Net;");

        Assert.Empty(reported);
    }

    [Theory]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    public async Task EditorConfigSetsTheSeverity(string configured, DiagnosticSeverity expected)
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzeAsync($"root = true\n[*.cs]\ndotnet_diagnostic.BPC023.severity = {configured}\n");

        Assert.Equal([expected], diagnostics.Select(diagnostic => diagnostic.Severity));
    }

    [Fact]
    public async Task EditorConfigDisables()
    {
        Assert.Empty(await AnalyzeAsync("root = true\n[*.cs]\ndotnet_diagnostic.BPC023.severity = none\n"));
    }

    [Fact]
    public async Task WithoutConfigurationItIsAnError()
    {
        Assert.Equal([DiagnosticSeverity.Error], (await AnalyzeAsync("root = true\n")).Select(diagnostic => diagnostic.Severity));
    }

    private static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string editorConfig)
    {
        CSharpCompilation compilation = TestCompiler.Compile(TwoMistakes);
        return TestCompiler.AnalyzeAsync(compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(editorConfig))));
    }
}
