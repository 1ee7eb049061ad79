using System.Text;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Diagnostics;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Compiler;

/// <summary>Emits the forward and backward code of every class that carries <c>[Network]</c>, and reports what is wrong with its declaration; such a
/// class gets no code. An analyzer would report too late: a build with an error in any declaration, as the use of a class without code is one, runs none.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BackpropGenerator : IIncrementalGenerator
{
    /// <summary>The names of the tracked steps: the sources, the parsed declarations with their weights, the files emitted from them, and, apart from those, the problems.</summary>
    internal const string SourceStep = "Sources", ParseStep = "Parse", EmitStep = "Emit", DiagnoseStep = "Diagnose";

    private static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // ForAttributeWithMetadataName would bind the attributes of every network at every keystroke. That costs milliseconds; to see that no network can have
        // changed costs microseconds.
        IncrementalValueProvider<SourceSnapshot> sources = context.CompilationProvider.Select(SourceSnapshot.Of).WithTrackingName(SourceStep);
        IncrementalValueProvider<EquatableArray<WeightFile>> weights = WeightFileReader.Files(context);
        IncrementalValuesProvider<ParsedNetwork> parsed = sources.Select(NetworkFinder.Networks).Combine(weights)
            .SelectMany(static (all, _) => WeightBinding.BindAll(all.Left, all.Right))
            .Where(static network => network is not null)
            .Select(static (network, _) => network!)
            .WithTrackingName(ParseStep);
        IncrementalValuesProvider<EquatableArray<EmittedFile>> networks = parsed
            .Where(static parsed => parsed.IsValid)
            .Select(static (parsed, _) => NetworkEmitter.Emit(parsed.Spec!))
            .WithTrackingName(EmitStep);

        context.RegisterSourceOutput(networks, static (output, files) =>
        {
            foreach (EmittedFile file in files)
            {
                output.AddSource(file.HintName, SourceText.From(file.Text, Encoding));
            }
        });

        // Locations change with every edit of their file, so they have a pipeline of their own: no code is emitted again for them. Nothing is located as long as nothing is wrong.
        IncrementalValueProvider<bool> isWrong = parsed
            .Where(static parsed => parsed.Problems.Count > 0)
            .Collect()
            .Combine(sources.Select(NetworkFinder.HasWrongBlocks))
            .Select(static (found, _) => found.Left.Length > 0 || found.Right);
        IncrementalValuesProvider<LocatedProblem> problems = isWrong
            .Combine(context.CompilationProvider.Combine(weights))
            .Select(static (found, cancellationToken) => found.Left ? NetworkFinder.Problems(found.Right.Left, found.Right.Right, cancellationToken) : EquatableArray<LocatedProblem>.Empty)
            .SelectMany(static (found, _) => found)
            .WithTrackingName(DiagnoseStep);

        context.RegisterSourceOutput(problems, static (output, problem) => output.ReportDiagnostic(DiagnosticCatalog.Create(problem)));
    }
}
