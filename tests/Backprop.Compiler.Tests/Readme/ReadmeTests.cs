using System.Reflection;
using System.Text.RegularExpressions;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Tests.Infrastructure;
using Backprop.Onnx;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Readme;

/// <summary>Holds README.md against the code. Its excerpts of emitted code are brought up to date by
/// <code>BACKPROP_ACCEPT_SNAPSHOTS=1 dotnet test tests/Backprop.Compiler.Tests -c Release</code></summary>
public sealed partial class ReadmeTests
{
    /// <summary>What a new console project has without asking.</summary>
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What the statements of the page take for granted.</summary>
    private const string Head =
        """
        #pragma warning disable CS0219 // the page shows values and does not use them
        static class Page
        {
            static void Body(float[] inputs, float[] outputs, int[] labels, IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
            {
        """;

    private static readonly Markdown Readme = new("README.md");

    [Fact]
    public void TheExampleRunsAndPrintsWhatItSays()
    {
        string example = Readme.CSharp.First();
        string said = Assert.Single(PrintedPattern().Matches(example)).Groups[1].Value;
        Compilation output = Generate(OutputKind.ConsoleApplication, example);
        using MemoryStream image = new();
        Assert.True(output.Emit(image).Success);

        TextWriter console = Console.Out;
        using StringWriter printed = new();
        Console.SetOut(printed);
        try
        {
            Assembly.Load(image.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Equal(said, printed.ToString().Trim());
        Assert.InRange(example.Split('\n').Length, 15, 25);
    }

    [Fact]
    public void AllCodeCompiles()
    {
        string[] blocks = [.. Readme.CSharp.Skip(1)];
        string statements = string.Join('\n', blocks.Where(block => !IsDeclaration(block)));

        string declarations = string.Join('\n', blocks.Where(IsDeclaration).Distinct());

        Generate(OutputKind.DynamicallyLinkedLibrary, "using Backprop;\n" + declarations, "using Backprop;\nusing Backprop.Data;\nusing Backprop.Onnx;\nusing Backprop.Serialization;\n" + Head + statements + "} }");

        Assert.True(blocks.Length >= 3, "Blocks of the page are not recognised.");
    }

    [Fact]
    public void EmittedCodeOnThePageIsWhatIsEmitted()
    {
        (GeneratorDriverRunResult result, _) = TestCompiler.Generate(TestCompiler.Compile("using Backprop;\n" + Declaration()));
        string[] files = [.. result.GeneratedTrees.Select(tree => tree.GetText().ToString())];
        var excerpts = Readme.Emitted.ToList();

        Assert.NotEmpty(excerpts);
        foreach ((string name, string code) in excerpts)
        {
            string emitted = EmittedExcerpt.Find(name, files);
            if (code != emitted && Environment.GetEnvironmentVariable("BACKPROP_ACCEPT_SNAPSHOTS") == "1")
            {
                Readme.Replace(name, emitted);
                continue;
            }

            Assert.Equal(emitted, code);
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void LinksLeadToFiles(string page)
    {
        string[] links = [.. new Markdown(page).Links];

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Repository.Root, link)), $"{link} does not exist."));
    }

    [Fact]
    public void EveryDiagnosticIsOnThePage()
    {
        IEnumerable<string> ids = typeof(ProblemIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.All(ids, id => Assert.Contains($"(generators/docs/diagnostics/{id}.md)", Readme.Text, StringComparison.Ordinal));
    }

    /// <summary>The first network of the page after the example.</summary>
    private static string Declaration() => Readme.CSharp.Skip(1).First(IsDeclaration);

    private static bool IsDeclaration(string code) => code.Contains("[Network]", StringComparison.Ordinal);

    private static Compilation Generate(OutputKind kind, params string[] sources)
    {
        CSharpCompilation compilation = TestCompiler.Compile([ImplicitUsings, .. sources]).AddReferences(MetadataReference.CreateFromFile(typeof(OnnxExporter).Assembly.Location));
        (_, Compilation output) = TestCompiler.Generate(compilation.WithOptions(compilation.Options.WithOutputKind(kind)));
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return output;
    }

    [GeneratedRegex(@"^Console\.WriteLine\(.*\); // (.*)$", RegexOptions.Multiline)]
    private static partial Regex PrintedPattern();
}
