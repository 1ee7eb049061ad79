using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Diagnostics;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Diagnostics;

/// <summary>Catalogue, IDs, release notes and pages say the same, and the pages' examples do what they say.</summary>
public sealed partial class DiagnosticPageTests
{
    public static TheoryData<string> Ids => [.. DeclaredIds()];

    [Fact]
    public void TheCatalogueHoldsEveryId()
    {
        Assert.Equal(DeclaredIds(), DiagnosticCatalog.All.Select(descriptor => descriptor.Id));
    }

    [Fact]
    public void TheReleaseNotesHoldEveryId()
    {
        string[] noted = [.. NotePattern().Matches(File.ReadAllText(InGenerators("Backprop.Compiler", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(InGenerators("Backprop.Compiler", "AnalyzerReleases.Shipped.md"))).Select(match => match.Groups[1].Value)];

        Assert.Equal(DeclaredIds(), noted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ThereIsAPageForEveryIdAndNoOther()
    {
        string[] pages = [.. Directory.GetFiles(InGenerators("docs", "diagnostics"), "BPC*.md").Select(path => Path.GetFileNameWithoutExtension(path)!)];

        Assert.Equal(DeclaredIds(), pages.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheDescriptorLeadsToThePage(string id)
    {
        DiagnosticDescriptor descriptor = DiagnosticCatalog.All.Single(one => one.Id == id);

        Assert.EndsWith($"/generators/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Equal($"# {id}: {descriptor.Title}", Page(id).Split('\n')[0]);
        Assert.Equal((DiagnosticSeverity.Error, "Backprop", true), (descriptor.DefaultSeverity, descriptor.Category, descriptor.IsEnabledByDefault));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task TheExampleTriggersItAndTheFixDoesNot(string id)
    {
        string[] blocks = [.. CodePattern().Matches(Page(id)).Select(match => match.Groups[1].Value)];

        Assert.Equal(2, blocks.Length);
        Assert.Equal([id], (await TestCompiler.AnalyzeAsync(Compile(blocks[0]))).Select(diagnostic => diagnostic.Id).Distinct());

        (GeneratorDriverRunResult result, Compilation repaired) = TestCompiler.Generate(Compile(blocks[1]));
        Assert.Empty(await TestCompiler.AnalyzeAsync(result, repaired));
        Assert.DoesNotContain(repaired.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static CSharpCompilation Compile(string code)
    {
        Match version = LanguageVersionPattern().Match(code);
        return version.Success && LanguageVersionFacts.TryParse(version.Groups[1].Value, out LanguageVersion parsed)
            ? TestCompiler.Compile(parsed, code)
            : TestCompiler.Compile(code);
    }

    private static ImmutableArray<string> DeclaredIds() =>
    [
        .. typeof(ProblemIds).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal),
    ];

    private static string Page(string id) => File.ReadAllText(InGenerators("docs", "diagnostics", id + ".md"));

    private static string InGenerators(params string[] path) => Path.Combine([Repository.Root, "generators", .. path]);

    [GeneratedRegex(@"^(BPC\d+) \| Backprop \| Error \|", RegexOptions.Multiline)]
    private static partial Regex NotePattern();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"<LangVersion>(\S+)</LangVersion>")]
    private static partial Regex LanguageVersionPattern();
}
