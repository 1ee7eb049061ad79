using System.Collections.Immutable;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>Nothing a user can write makes the analyzer or the generator throw, or the generator emit what does not compile without a warning.</summary>
public sealed class RandomDeclarationTests
{
    private const int Batches = 8;
    private const int PerBatch = 260;

    /// <summary>What else stands in the project of each batch; together they leave no name of the library's alone.</summary>
    private static readonly string[] Surroundings =
    [
        "",
        "global using System; global using System.Linq; global using System.Collections.Generic; global using Backprop; global using Backprop.Numerics;",
        "namespace Backprop.System { class Anything; }",
        "class Span<T>; class ILane; class NetworkGuard; namespace Backprop.System { class Single; } namespace System.Numerics2 { class Backprop; }",
        "global using System.Reflection; global using LaneMath = System.String;",
        "global using static Surrounding.Statics; namespace Surrounding { static class Statics { public static int Transpose => 1; public class Span; } }",
        "class System2; class Single; class Int32; class Math; class Exception; class Object; namespace Numerics { class X; }",
        "class TLane; class FloatLane512; namespace System { class Dense1; class ForwardKernels; }",
    ];

    [Fact]
    public void TheSameSeedGivesTheSameDeclarations()
    {
        Assert.Equal(RandomDeclarations.Generate(seed: 1, PerBatch), RandomDeclarations.Generate(seed: 1, PerBatch));
        Assert.NotEqual(RandomDeclarations.Generate(seed: 1, PerBatch), RandomDeclarations.Generate(seed: 2, PerBatch));
    }

    /// <summary>In a build and in an editor the analyzer sees what was emitted too.</summary>
    [Fact]
    public async Task TheEmittedCodeMakesNoDifferenceToTheAnalyzer()
    {
        CSharpCompilation input = TestCompiler.Compile(
            [.. RandomDeclarations.Generate(seed: 3, PerBatch).Where((_, index) => index % 6 == 2), "[Backprop.Dense(3)] partial class Forgotten;"]);
        (GeneratorDriverRunResult result, Compilation output) = TestCompiler.Generate(input);
        ImmutableArray<Diagnostic> reported = await TestCompiler.AnalyzeAsync(result, input);

        Assert.NotEmpty(result.GeneratedTrees);
        Assert.Contains(reported, diagnostic => diagnostic.Id == ProblemIds.LayerWithoutNetwork);
        Assert.Equal(reported.Select(Show), (await TestCompiler.AnalyzeAsync(result, output)).Select(Show));
    }

    [Fact]
    public async Task EveryDeclarationIsReportedOrCompiles()
    {
        string[][] ids = new string[Batches][];
        for (int batch = 0; batch < Batches; batch++)
        {
            ids[batch] = await CheckAsync(batch);
        }

        // Each mistake occurs, but for those that a whole project or a file makes.
        Assert.Equal(
            DiagnosticCatalog.All.Select(descriptor => descriptor.Id)
                .Except([ProblemIds.LanguageVersion, ProblemIds.LibraryTypeHidden]).Where(id => string.CompareOrdinal(id, ProblemIds.WeightsNotFound) < 0),
            ids.SelectMany(reported => reported).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Checks one project of many declarations; returns the IDs of what is wrong in it.</summary>
    private static async Task<string[]> CheckAsync(int batch)
    {
        CSharpCompilation input = Compile(batch);
        (GeneratorDriverRunResult result, Compilation output) = TestCompiler.Generate(input);
        ImmutableArray<Diagnostic> reported = await TestCompiler.AnalyzeAsync(result, input);
        HashSet<string> refused = [.. reported.Select(diagnostic => diagnostic.Location.SourceTree!.FilePath)];
        HashSet<string> emitted = [.. result.GeneratedTrees.Select(tree => FileOf(RandomDeclarations.NumberIn(Path.GetFileName(tree.FilePath))))];
        HashSet<(string, string, int)> before = [.. Errors(input.GetDiagnostics()).Select(Key)];
        ImmutableArray<Diagnostic> after = output.GetDiagnostics();

        Assert.All(result.Results, one => Assert.Null(one.Exception));
        Assert.All(reported, diagnostic => Assert.StartsWith("BPC", diagnostic.Id, StringComparison.Ordinal));

        // What did not compile before does not count, unless the generator was to complete it.
        HashSet<string> broken = [.. Errors(after).Where(error => before.Contains(Key(error))).Select(error => error.Location.SourceTree!.FilePath)];
        Assert.InRange(input.SyntaxTrees.Count(tree => !refused.Contains(tree.FilePath) && !broken.Contains(tree.FilePath)), PerBatch / 4, PerBatch);
        Assert.InRange(refused.Count, PerBatch / 5, PerBatch);
        string[] failures = [.. NewOnes(after, before).Where(diagnostic => !broken.Contains(FileOf(diagnostic))).Select(Show)];
        Assert.True(failures.Length == 0, $"Batch {batch}, {failures.Length} new diagnostics:\n{string.Join('\n', failures.Take(10))}");

        // Where a file holds two networks, one may be emitted and the other refused; or one may lack [Network].
        HashSet<string> refusedNetworks = [.. reported.Where(diagnostic => diagnostic.Id != ProblemIds.LayerWithoutNetwork).Select(diagnostic => diagnostic.Location.SourceTree!.FilePath)];
        Assert.DoesNotContain(input.SyntaxTrees.Where(HoldsOneNetwork).Select(tree => tree.FilePath), file => refusedNetworks.Contains(file) && emitted.Contains(file));
        return [.. reported.Select(diagnostic => diagnostic.Id).Distinct()];
    }

    private static bool HoldsOneNetwork(SyntaxTree tree) => tree.ToString().Split("[Network").Length == 2;

    private static CSharpCompilation Compile(int batch)
    {
        CSharpParseOptions options = new(
            batch % 2 == 0 ? LanguageVersion.CSharp12 : LanguageVersion.Latest,
            batch % 4 == 1 ? DocumentationMode.Diagnose : DocumentationMode.Parse);
        IEnumerable<SyntaxTree> trees = RandomDeclarations.Generate(seed: 1000 + batch, PerBatch)
            .Select((source, index) => CSharpSyntaxTree.ParseText(source, options, FileOf(index)))
            .Append(CSharpSyntaxTree.ParseText(Surroundings[batch], options, "Surroundings.cs"));
        return CSharpCompilation.Create("Random", trees, TestCompiler.References, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            checkOverflow: batch % 3 == 1,
            optimizationLevel: batch % 2 == 0 ? OptimizationLevel.Release : OptimizationLevel.Debug,
            nullableContextOptions: batch % 3 == 2 ? NullableContextOptions.Disable : NullableContextOptions.Enable));
    }

    /// <summary>Errors anywhere that were not there before, and warnings in what was emitted.</summary>
    private static IEnumerable<Diagnostic> NewOnes(ImmutableArray<Diagnostic> after, HashSet<(string, string, int)> before) => after.Where(diagnostic =>
        diagnostic.Severity >= DiagnosticSeverity.Warning
        && (IsEmitted(diagnostic) || (diagnostic.Severity == DiagnosticSeverity.Error && !before.Contains(Key(diagnostic)))));

    private static IEnumerable<Diagnostic> Errors(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree is not null);

    private static (string, string, int) Key(Diagnostic diagnostic) =>
        (diagnostic.Id, diagnostic.Location.SourceTree?.FilePath ?? "", diagnostic.Location.SourceSpan.Start);

    private static string Show(Diagnostic diagnostic)
    {
        string line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString() ?? "";
        return $"{diagnostic}\n    {line.Trim()}";
    }

    /// <summary>The user's file that a diagnostic is about, be it in an emitted one.</summary>
    private static string FileOf(Diagnostic diagnostic) => IsEmitted(diagnostic)
        ? FileOf(RandomDeclarations.NumberIn(Path.GetFileName(diagnostic.Location.SourceTree!.FilePath)))
        : diagnostic.Location.SourceTree?.FilePath ?? "";

    private static string FileOf(int number) => $"R{number}.cs";

    private static bool IsEmitted(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
}
