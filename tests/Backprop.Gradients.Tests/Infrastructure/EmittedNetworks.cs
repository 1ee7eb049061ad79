using System.Collections.Immutable;
using System.Reflection;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>Networks that were declared, emitted, compiled and loaded by a test, many in one compilation.
/// An error or a warning anywhere fails the test, and so does emitted code that breaks <see cref="EmittedCodeRules"/>.</summary>
internal sealed class EmittedNetworks
{
    private readonly Assembly assembly;

    private EmittedNetworks(Assembly assembly)
    {
        this.assembly = assembly;
    }

    /// <summary>Compiles the networks; the i-th becomes class <c>Net{i}</c>.</summary>
    /// <param name="networks">The declarations.</param>
    /// <param name="rewrite">Applied to the name and the text of each emitted file before it is compiled; null for none.</param>
    public static EmittedNetworks Compile(IReadOnlyList<NetworkChoice> networks, Func<string, string, string>? rewrite = null) =>
        CompileSources([.. networks.Select((network, index) => "using Backprop;\n" + network.Declare(NameOf(index)))], rewrite);

    /// <summary>Compiles sources that declare networks.</summary>
    public static EmittedNetworks CompileSources(string[] sources, Func<string, string, string>? rewrite = null)
    {
        CSharpCompilation compilation = TestCompiler.Compile(sources);
        compilation = compilation.WithAssemblyName("Emitted" + Guid.NewGuid().ToString("N"))
            .WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release));
        (GeneratorDriverRunResult result, Compilation output) = TestCompiler.Generate(compilation);
        Assert.All(result.Results, one => Assert.Null(one.Exception));
        Assert.Empty(result.Diagnostics);
        foreach (SyntaxTree tree in rewrite is null ? [] : result.GeneratedTrees)
        {
            output = output.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(rewrite!(Path.GetFileName(tree.FilePath), tree.ToString()), (CSharpParseOptions)tree.Options, tree.FilePath));
        }

        using var stream = new MemoryStream();
        ImmutableArray<Diagnostic> diagnostics = output.Emit(stream).Diagnostics;
        Diagnostic[] bad = [.. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(bad.Length == 0, string.Join('\n', bad.Take(20).Select(Show)));
        Assembly assembly = Assembly.Load(stream.ToArray());
        EmittedCodeRules.Check(assembly);
        return new EmittedNetworks(assembly);
    }

    /// <summary>The i-th network, with parameters of this seed.</summary>
    public INetwork<T> Create<T>(int index, long seed = 0)
        where T : unmanaged => Create<T>(NameOf(index), seed);

    /// <summary>A network by its class's name.</summary>
    public INetwork<T> Create<T>(string name, long seed = 0)
        where T : unmanaged =>
        (INetwork<T>)Activator.CreateInstance(assembly.GetType(name) ?? throw new ArgumentException($"There is no class {name}; did the analyzer refuse it?", nameof(name)), seed)!;

    /// <summary>The i-th network's class.</summary>
    public Type TypeOf(int index) => assembly.GetType(NameOf(index), throwOnError: true)!;

    /// <summary>The class of the i-th network, and how the names of its files begin.</summary>
    public static string NameOf(int index) => FormattableString.Invariant($"Net{index}");

    private static string Show(Diagnostic diagnostic)
    {
        string line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString() ?? "";
        return $"{diagnostic}\n    {line.Trim()}";
    }
}
