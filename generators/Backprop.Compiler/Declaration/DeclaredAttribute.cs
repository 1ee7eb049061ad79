using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>One of the library's attributes with its place in the source.</summary>
/// <param name="Data">The attribute as the compiler sees it.</param>
/// <param name="Syntax">The attribute as it is written.</param>
internal sealed record DeclaredAttribute(AttributeData Data, AttributeSyntax Syntax)
{
    /// <summary>The type declaration that carries it; null where no type may stand.</summary>
    public TypeDeclarationSyntax? Declaration => Syntax.Parent?.Parent as TypeDeclarationSyntax;

    public string ShortName => AttributeReader.ShortName(Data);

    /// <summary>Where an argument is, by its parameter's or property's name; the whole attribute where the source does not give it.</summary>
    public Location LocationOf(string? argument) => (Find(argument) ?? (SyntaxNode)Syntax).GetLocation();

    private AttributeArgumentSyntax? Find(string? name)
    {
        if (name is null || Syntax.ArgumentList is not { } list)
        {
            return null;
        }

        int ordinal = Data.AttributeConstructor?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal ?? -1;
        for (int i = 0; i < list.Arguments.Count; i++)
        {
            AttributeArgumentSyntax argument = list.Arguments[i];
            string? written = (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText;
            if (written is null ? i == ordinal : written == name)
            {
                return argument;
            }
        }

        return null;
    }
}
