using System.Text;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Diagnostics;
using Backprop.Compiler.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Compiler;

/// <summary>Emits the forward and backward code of every class that carries <c>[Network]</c>, and reports what is wrong with its declaration; such a
/// class gets no code. An analyzer would report too late: a build with an error in any declaration, as the use of a class without code is one, runs none.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BackpropGenerator : IIncrementalGenerator
{
    /// <summary>The names of the tracked steps: the parsed declarations, the files emitted from them, and, apart from both, the problems.</summary>
    internal const string ParseStep = "Parse", EmitStep = "Emit", DiagnoseStep = "Diagnose";

    private static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<EquatableArray<EmittedFile>> networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.Attribute, NetworkParser.IsCandidate, NetworkParser.Parse)
            .WithTrackingName(ParseStep)
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

        // Locations change with every edit of their file, so they have a pipeline of their own: no code is emitted again for them.
        IncrementalValuesProvider<LocatedProblem> problems = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.Attribute, NetworkParser.IsCandidate, NetworkParser.FindProblems)
            .SelectMany(static (found, _) => found)
            .WithTrackingName(DiagnoseStep);

        IncrementalValuesProvider<LocatedProblem> problemsOfBlocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(BlockDeclaration.Attribute, NetworkParser.IsCandidate, BlockParser.FindProblems)
            .SelectMany(static (found, _) => found)
            .WithTrackingName(DiagnoseStep);

        context.RegisterSourceOutput(problemsOfBlocks, static (output, problem) => output.ReportDiagnostic(DiagnosticCatalog.Create(problem)));
        context.RegisterSourceOutput(problems, static (output, problem) => output.ReportDiagnostic(DiagnosticCatalog.Create(problem)));
    }
}
