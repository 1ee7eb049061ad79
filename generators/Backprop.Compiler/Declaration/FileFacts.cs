using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>What one file declares and mentions, by names alone: nothing here is bound. Bodies of members are left out, for no declaration depends on them.</summary>
internal sealed class FileFacts
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileFacts> Cache = new();

    private readonly CompilationUnitSyntax root;
    private readonly List<(TypeDeclarationSyntax Type, string[] Attributes)> attributed = [];
    private HashSet<string>? mentions;

    private FileFacts(CompilationUnitSyntax root)
    {
        this.root = root;
        ReadUsings(root.Usings);
        Read(root.Members, scope: "");
    }

    /// <summary>The names of its types.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The namespaces that it adds to, each by its full name.</summary>
    public HashSet<string> Namespaces { get; } = new(StringComparer.Ordinal);

    /// <summary>The other names that it gives to types and namespaces, and the last name of what each stands for.</summary>
    public List<(string Alias, string Target)> Aliases { get; } = [];

    /// <summary>Whether it says what other files import.</summary>
    public bool HasGlobalUsings { get; private set; }

    /// <summary>All identifiers outside of bodies, and where they may be an attribute's name, that name in full.</summary>
    public HashSet<string> Mentions => mentions ??= ReadMentions();

    public static FileFacts Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!Cache.TryGetValue(tree, out FileFacts? facts))
        {
            CompilationUnitSyntax root = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
            facts = Cache.GetValue(tree, _ => new(root));
        }

        return facts;
    }

    /// <summary>The types that carry an attribute of one of these names.</summary>
    public IEnumerable<TypeDeclarationSyntax> With(HashSet<string> attributeNames) =>
        attributed.Where(one => one.Attributes.Any(attributeNames.Contains)).Select(one => one.Type);

    private static string NameOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => NameOf(qualified.Right),
        AliasQualifiedNameSyntax qualified => NameOf(qualified.Name),
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private void ReadUsings(SyntaxList<UsingDirectiveSyntax> usings)
    {
        foreach (UsingDirectiveSyntax directive in usings)
        {
            HasGlobalUsings |= directive.GlobalKeyword.RawKind != 0;
            if (directive.Alias is { } alias && directive.NamespaceOrType is NameSyntax target)
            {
                Aliases.Add((alias.Name.Identifier.ValueText, NameOf(target)));
            }
        }
    }

    private void Read(SyntaxList<MemberDeclarationSyntax> members, string scope)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    string name = scope + string.Join(".", space.Name.DescendantTokens().Where(IsIdentifier).Select(token => token.ValueText));
                    Namespaces.Add(name);
                    ReadUsings(space.Usings);
                    Read(space.Members, name + ".");
                    break;
                case TypeDeclarationSyntax type:
                    Types.Add(type.Identifier.ValueText);
                    if (type.AttributeLists.Count > 0)
                    {
                        attributed.Add((type, type.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => NameOf(attribute.Name)).ToArray()));
                    }

                    Read(type.Members, scope);
                    break;
                case EnumDeclarationSyntax type:
                    Types.Add(type.Identifier.ValueText);
                    break;
                case DelegateDeclarationSyntax type:
                    Types.Add(type.Identifier.ValueText);
                    break;
            }
        }
    }

    private HashSet<string> ReadMentions()
    {
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (SyntaxToken token in root.DescendantTokens(static node => node is not (BlockSyntax or ArrowExpressionClauseSyntax)))
        {
            if (IsIdentifier(token))
            {
                found.Add(token.ValueText);
                if (token.Parent is SimpleNameSyntax { Parent: AttributeSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax })
                {
                    found.Add(AttributeReader.InFull(token.ValueText));
                }
            }
        }

        return found;
    }

    private static bool IsIdentifier(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken);
}
