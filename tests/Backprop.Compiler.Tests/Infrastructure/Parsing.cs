using Backprop.Compiler.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>Runs the parser on sources.</summary>
internal static class Parsing
{
    /// <summary>The network of this metadata name.</summary>
    public static ParsedNetwork Parse(string metadataName, params string[] sources)
    {
        CSharpCompilation compilation = TestCompiler.Compile(sources);
        INamedTypeSymbol type = compilation.Assembly.GetTypeByMetadataName(metadataName)
            ?? throw new ArgumentException($"The sources declare no {metadataName}.", nameof(metadataName));
        return NetworkParser.Parse(type, compilation, CancellationToken.None);
    }

    /// <summary>The spec of a class <c>Net</c> that has only these attributes beside <c>[Network]</c>.</summary>
    public static NetworkSpec Spec(string attributes) => Parse("Net", $"using Backprop; [Network, {attributes}] partial class Net;").Spec!;
}
