using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Declaration;

/// <summary>Names as they must be written in code.</summary>
internal static class Identifiers
{
    /// <summary>The name, with <c>@</c> in front where it is a keyword, be it only in some contexts.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
