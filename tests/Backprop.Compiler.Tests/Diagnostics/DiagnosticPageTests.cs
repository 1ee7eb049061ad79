using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Diagnostics;
using Backprop.Compiler.Tests.Infrastructure;
using Backprop.Compiler.Tests.Weights;
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
        using WeightRun wrong = Files(blocks[0]), right = Files(blocks[1]);
        CSharpCompilation compilation = Compile(blocks[0]);
        GeneratorDriverRunResult report = wrong.Driver().RunGenerators(compilation).GetRunResult();
        Assert.Equal([id], (await TestCompiler.AnalyzeAsync(report, compilation)).Select(diagnostic => diagnostic.Id).Distinct());

        GeneratorDriverRunResult result = right.Driver().RunGeneratorsAndUpdateCompilation(Compile(blocks[1]), out Compilation repaired, out _).GetRunResult();
        Assert.Empty(await TestCompiler.AnalyzeAsync(result, repaired));
        Assert.DoesNotContain(repaired.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    // The additional files that an example lists in comments: name, tensors with types and shapes.
    private static WeightRun Files(string code)
    {
        var run = new WeightRun((CSharpParseOptions)Compile(code).SyntaxTrees[0].Options);
        foreach (Match file in FilePattern().Matches(code))
        {
            string? resource = file.Groups[2].Success ? "embedded" : null;
            if (file.Groups[3].Value == "cut off")
            {
                run.AddBytes(file.Groups[1].Value, [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{']);
                continue;
            }

            run.Add(
                file.Groups[1].Value,
                TensorPattern().Matches(file.Groups[3].Value).Select(tensor => (tensor.Groups[1].Value, tensor.Groups[2].Value, tensor.Groups[3].Value.Split('×').Select(int.Parse).ToArray())),
                resource: resource);
        }

        return run;
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

    [GeneratedRegex(@"^// (\S+\.safetensors)(, embedded)?: (.+)$", RegexOptions.Multiline)]
    private static partial Regex FilePattern();

    [GeneratedRegex(@"(\S+) (\w+) \[([\d×]+)\]")]
    private static partial Regex TensorPattern();
}
