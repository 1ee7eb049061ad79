using Backprop.Compiler.Declaration;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Generator;

/// <summary>A run of the generator that remembers why each step ran, to be continued with an edited compilation.</summary>
internal sealed class TrackedRun
{
    private readonly GeneratorDriver driver;

    private TrackedRun(GeneratorDriver driver, CSharpCompilation compilation)
    {
        this.driver = driver.RunGenerators(compilation);
        Compilation = compilation;
        Result = Assert.Single(this.driver.GetRunResult().Results);
        Assert.Null(Result.Exception);
    }

    public CSharpCompilation Compilation { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>What the parser made of each declaration.</summary>
    public IEnumerable<ParsedNetwork> Parsed => Outputs(BackpropGenerator.ParseStep).Select(output => (ParsedNetwork)output.Value);

    /// <summary>Why the declarations were, or were not, bound anew.</summary>
    public IncrementalStepRunReason[] SourceReasons => Reasons(Outputs(BackpropGenerator.SourceStep));

    /// <summary>Why each declaration was, or was not, parsed anew.</summary>
    public IncrementalStepRunReason[] ParseReasons => Reasons(Outputs(BackpropGenerator.ParseStep));

    /// <summary>Why each network's code was, or was not, emitted anew.</summary>
    public IncrementalStepRunReason[] EmitReasons => Reasons(Outputs(BackpropGenerator.EmitStep));

    /// <summary>Why each network's files were, or were not, added anew.</summary>
    public IncrementalStepRunReason[] OutputReasons => Reasons(OutputsAfter(BackpropGenerator.EmitStep));

    /// <summary>Why each problem was, or was not, located anew.</summary>
    public IncrementalStepRunReason[] DiagnoseReasons => Reasons(Outputs(BackpropGenerator.DiagnoseStep));

    /// <summary>Why each problem was, or was not, reported anew.</summary>
    public IncrementalStepRunReason[] ReportReasons => Reasons(OutputsAfter(BackpropGenerator.DiagnoseStep));

    /// <summary>The files by hint name.</summary>
    public Dictionary<string, string> Files => Result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString(), StringComparer.Ordinal);

    public static TrackedRun Start(params string[] sources) => Start(TestCompiler.Compile(sources));

    public static TrackedRun Start(CSharpCompilation compilation) => new(
        CSharpGeneratorDriver.Create(
            [new BackpropGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        compilation);

    public TrackedRun Continue(CSharpCompilation compilation) => new(driver, compilation);

    /// <summary>After an edit of one file.</summary>
    public TrackedRun Edit(int file, Func<string, string> edit)
    {
        SyntaxTree tree = Compilation.SyntaxTrees[file];
        string before = tree.ToString(), after = edit(before);
        Assert.NotEqual(before, after);
        return Continue(Compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(after, (CSharpParseOptions)tree.Options, tree.FilePath)));
    }

    /// <summary>After one more file.</summary>
    public TrackedRun Add(string source) =>
        Continue(Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)Compilation.SyntaxTrees[0].Options, "Added.cs")));

    private static IncrementalStepRunReason[] Reasons(IEnumerable<(object Value, IncrementalStepRunReason Reason)> outputs) => [.. outputs.Select(output => output.Reason)];

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> OutputsAfter(string step) => Result.TrackedOutputSteps
        .SelectMany(output => output.Value)
        .Where(output => output.Inputs.Any(input => input.Source.Name == step))
        .SelectMany(output => output.Outputs);

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs) : [];
}
