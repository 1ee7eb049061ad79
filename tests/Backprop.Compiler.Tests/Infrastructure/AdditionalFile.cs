using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>An additional file on the disk, which Roslyn would not read: it is no text.</summary>
internal sealed class AdditionalFile(string path) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => throw new InvalidDataException("The file is binary.");
}
