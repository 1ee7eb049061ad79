using System.Collections.Immutable;
using Backprop.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>Compiles sources against the platform and the library, as a user's project would be.</summary>
internal static class TestCompiler
{
    /// <summary>The platform's assemblies and the library's.</summary>
    public static ImmutableArray<MetadataReference> References { get; } = LoadReferences();

    public static CSharpCompilation Compile(params string[] sources) => Compile(LanguageVersion.Latest, sources);

    public static CSharpCompilation Compile(LanguageVersion version, params string[] sources)
    {
        CSharpParseOptions options = new(version);
        return CSharpCompilation.Create(
            "Sources",
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, options, $"Source{index}.cs")),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>What the generator and the analyzer report, in source order; not what the source suppresses.</summary>
    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation)
    {
        (GeneratorDriverRunResult result, Compilation output) = Generate(compilation);
        return AnalyzeAsync(result, output);
    }

    /// <summary>The same, where the generator has run. The analyzer sees what was emitted, as it does in a build and in an editor.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(GeneratorDriverRunResult result, Compilation output)
    {
        CompilationWithAnalyzers analysis = output.WithAnalyzers([new LayerWithoutNetworkAnalyzer()]);
        return
        [
            .. result.Diagnostics
                .Where(diagnostic => !diagnostic.IsSuppressed)
                .Concat(await analysis.GetAnalyzerDiagnosticsAsync())
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>What is reported on sources: IDs, the text each stands on, messages.</summary>
    public static async Task<ImmutableArray<Reported>> AnalyzeAsync(params string[] sources) =>
        [.. (await AnalyzeAsync(Compile(sources))).Select(Reported.Of)];

    /// <summary>The generator's result and the compilation with what it emitted.</summary>
    public static (GeneratorDriverRunResult Result, Compilation Output) Generate(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new BackpropGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return (driver.GetRunResult(), output);
    }

    private static ImmutableArray<MetadataReference> LoadReferences()
    {
        string platform = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == platform)
                .Append(typeof(NetworkAttribute).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
