using System.Diagnostics;
using System.Globalization;
using System.Text;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Backprop.Compiler.Tests.Generator;

/// <summary>A project of a hundred networks of ten layers compiles. The generator's share of the time is written to the test's output, not asserted.</summary>
public sealed class GeneratorTimeTests(ITestOutputHelper output)
{
    private const int Networks = 100;
    private const int Layers = 10;

    /// <summary>The generator on all of them, the C# compiler on some, so that the suite stays fast.</summary>
    [Fact]
    public void AHundredNetworksAreEmitted() => Measure(compiled: 4);

    /// <summary>The C# compiler on all of them; a minute or two. Runs when it is asked for (<c>-explicit on</c>).</summary>
    [Fact(Explicit = true)]
    public void AHundredNetworksCompile() => Measure(compiled: Networks);

    private void Measure(int compiled)
    {
        // Once over other networks, so that what is measured below is compiled by the JIT.
        GeneratorDriver warm = CSharpGeneratorDriver.Create(new BackpropGenerator());
        warm.RunGenerators(TestCompiler.Compile([.. Enumerable.Range(0, 10).Select(index => Source(index, salt: 1000))]));

        CSharpCompilation compilation = TestCompiler.Compile([.. Enumerable.Range(0, Networks).Select(index => Source(index, salt: 0)), "class Unrelated;"]);
        compilation.GetDiagnostics(); // what the compiler does without the generator
        Stopwatch watch = Stopwatch.StartNew();
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new BackpropGenerator()).RunGenerators(compilation);
        double first = watch.Elapsed.TotalMilliseconds / Networks;
        GeneratorDriverRunResult result = driver.GetRunResult();
        double keystroke = Enumerable.Range(0, 5).Min(index => Rerun(ref driver, compilation, Networks, _ => $"class Unrelated {{ int keystroke{index}; }}"));
        double change = Rerun(ref driver, compilation, 0, source => source.Replace("Input(", "Input(1", StringComparison.Ordinal));

        Assert.Equal(3 * Networks, result.GeneratedTrees.Length);
        double compiler = Compile(compilation, result, compiled) / compiled;
        long characters = result.GeneratedTrees.Sum(tree => (long)tree.Length) / Networks;
        Write($"{Networks} networks of {Layers} layers: the generator takes {first:F1} ms a network, {characters / 1000} kB of text.");
        Write($"The C# compiler, on {compiled} of them: {compiler:F0} ms a network. The generator's share is {first / (first + compiler):P1}.");
        Write($"After an edit elsewhere the generator takes {keystroke:F1} ms in all; after a change of one network {change:F1} ms.");
    }

    /// <summary>The time that the C# compiler takes for some of the networks, which must have no warning.</summary>
    private static double Compile(CSharpCompilation compilation, GeneratorDriverRunResult result, int networks)
    {
        CSharpCompilation part = compilation
            .RemoveSyntaxTrees(compilation.SyntaxTrees.Skip(networks))
            .AddSyntaxTrees(result.GeneratedTrees.Take(3 * networks));
        Stopwatch watch = Stopwatch.StartNew();
        EmitResult emitted = part.Emit(Stream.Null);
        double time = watch.Elapsed.TotalMilliseconds;

        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.True(emitted.Success);
        return time;
    }

    private static double Rerun(ref GeneratorDriver driver, CSharpCompilation compilation, int file, Func<string, string> edit)
    {
        SyntaxTree tree = compilation.SyntaxTrees[file];
        CSharpCompilation edited = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edit(tree.ToString()), (CSharpParseOptions)tree.Options, tree.FilePath));
        Stopwatch watch = Stopwatch.StartNew();
        driver = driver.RunGenerators(edited);
        return watch.Elapsed.TotalMilliseconds;
    }

    private void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>A network of ten layers, no two alike.</summary>
    private static string Source(int index, int salt)
    {
        Activation[] activations = [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)];
        StringBuilder source = new($"using Backprop;\nnamespace Many;\n[Network]\n[Input({2 + index + salt})]\n");
        for (int layer = 0; layer < Layers - 1; layer++)
        {
            source.Append(CultureInfo.InvariantCulture, $"[Dense({8 + (((7 * index) + (13 * layer)) % 120)}, Activation.{activations[(index + layer) % activations.Length]})]\n");
        }

        return source.Append(CultureInfo.InvariantCulture, $"[Dense({2 + (index % 10)})]\n[SoftmaxCrossEntropy]\npublic sealed partial class Net{index};\n").ToString();
    }
}
