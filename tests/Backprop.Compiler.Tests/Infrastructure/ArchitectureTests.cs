using System.Text.RegularExpressions;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>Symbols stay where they belong, so that nothing behind the parser can hold on to a compilation.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Compiler = Path.Combine(Repository.Root, "generators", "Backprop.Compiler");

    public static TheoryData<string> FilesBehindTheParser => [.. Files().Where(IsBehindTheParser)];

    [Theory]
    [MemberData(nameof(FilesBehindTheParser))]
    public void NoSymbolBehindTheParser(string file)
    {
        string[] offending = [.. File.ReadLines(Path.Combine(Compiler, file)).Where(line => RoslynPattern().IsMatch(line))];

        Assert.Empty(offending);
    }

    [Fact]
    public void ThePatternFindsSymbols()
    {
        Assert.Matches(RoslynPattern(), "using Microsoft.CodeAnalysis;");
        Assert.Matches(RoslynPattern(), "private readonly INamedTypeSymbol type;");
        Assert.Matches(RoslynPattern(), "Compilation compilation = null;");
        Assert.DoesNotMatch(RoslynPattern(), "using Microsoft.CodeAnalysis.CSharp; // literals and keywords");
        Assert.Contains(Files(), IsBehindTheParser);
    }

    [Fact]
    public void NoFileIsTooLong()
    {
        Assert.All(Files(), file => Assert.InRange(File.ReadLines(Path.Combine(Compiler, file)).Count(), 1, 500));
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Compiler, "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Compiler, path).Replace('\\', '/'))
        .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static bool IsBehindTheParser(string file) =>
        file != "BackpropGenerator.cs"
        && !file.StartsWith("Declaration/", StringComparison.Ordinal)
        && !file.StartsWith("Diagnostics/", StringComparison.Ordinal);

    [GeneratedRegex(@"using Microsoft\.CodeAnalysis;|CSharp\.Syntax|\b(I[A-Z]\w*Symbol|SemanticModel|(CSharp)?Compilation|SyntaxTree|SyntaxNode|Location|AttributeData)\b")]
    private static partial Regex RoslynPattern();
}
