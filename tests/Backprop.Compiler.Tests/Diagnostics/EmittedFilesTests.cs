using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Diagnostics;

/// <summary>The analyzer runs on what the generator has added too, and must not take it for the user's.</summary>
public sealed class EmittedFilesTests
{
    private const string Declaration = "[Backprop.Network, Backprop.Input(2), Backprop.Dense(3)] partial class Net;";
    private const string Emitted = "partial class Net : Backprop.INetwork<float> { public Net(long seed) { } public int Forward => 0; class Workspace; int Backprop.INetwork<float>.InputSize => 2; }";

    [Theory]
    [InlineData("Backprop.Compiler/Backprop.Compiler.BackpropGenerator/Net.g.cs", 0)]
    [InlineData("obj\\generated\\Backprop.Compiler\\Backprop.Compiler.BackpropGenerator\\Net.g.cs", 0)]
    [InlineData("Net.g.cs", 5)]
    [InlineData("Other.Generator/Net.g.cs", 5)]
    public async Task OnlyTheGeneratorsOwnMembersAreItsOwn(string path, int expected)
    {
        Compilation compilation = TestCompiler.Compile(Declaration);
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Emitted, (CSharpParseOptions)compilation.SyntaxTrees.First().Options, path));

        Assert.Equal(Enumerable.Repeat("BPC010", expected), (await TestCompiler.AnalyzeAsync(compilation)).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void TheDriverPutsItsFilesThere()
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new PostInitialization(typeof(BackpropGenerator).FullName!).AsSourceGenerator()]);
        SyntaxTree tree = driver.RunGenerators(TestCompiler.Compile(Declaration)).GetRunResult().GeneratedTrees[0];

        Assert.Equal(typeof(PostInitialization).FullName, Path.GetFileName(Path.GetDirectoryName(tree.FilePath)));
    }

    /// <summary>Any generator with a file, to see how the driver names its folder.</summary>
    private sealed class PostInitialization(string text) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterPostInitializationOutput(output => output.AddSource("Any.g.cs", "// " + text));
    }
}
