using System.Text;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Compiler;

/// <summary>Emits the forward and backward code of every class that carries <c>[Network]</c>.
/// What is wrong with a declaration is reported by the analyzer; such a class gets no code.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BackpropGenerator : IIncrementalGenerator
{
    /// <summary>The names of the tracked steps: the parsed declarations, then the emitted files.</summary>
    internal const string ParseStep = "Parse", EmitStep = "Emit";

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
    }
}
