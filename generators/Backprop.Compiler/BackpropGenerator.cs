using Microsoft.CodeAnalysis;

namespace Backprop.Compiler;

/// <summary>Emits the forward and backward code of every class that carries <c>[Network]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BackpropGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
