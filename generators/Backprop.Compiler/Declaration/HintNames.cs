using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Declaration;

/// <summary>What a network's files are called: its full name, in characters every file system takes. File names are compared without
/// case, so where names differ in nothing else a hash of the full name is added.</summary>
internal static class HintNames
{
    public static string Of(INamedTypeSymbol type)
    {
        StringBuilder full = new();
        bool differsByCase = false;
        for (ISymbol? scope = type; scope is not null and not INamespaceSymbol { IsGlobalNamespace: true }; scope = scope.ContainingSymbol)
        {
            if (scope is IModuleSymbol or IAssemblySymbol)
            {
                break;
            }

            string separator = full.Length == 0 ? "" : scope is INamespaceSymbol ? "." : "-";
            full.Insert(0, Encode(scope.MetadataName) + separator);
            differsByCase |= scope.ContainingSymbol is INamespaceOrTypeSymbol parent && HasTwin(parent, scope.MetadataName);
        }

        string name = full.ToString();
        return differsByCase ? $"{name}+{Hash(name).ToString("x16", CultureInfo.InvariantCulture)}" : name;
    }

    /// <summary>Letters, digits and underscores stand for themselves, anything else for its number: <c>(203F)</c>.</summary>
    private static string Encode(string name)
    {
        StringBuilder encoded = new();
        foreach (char character in name)
        {
            _ = char.IsLetterOrDigit(character) || character == '_'
                ? encoded.Append(character)
                : encoded.Append('(').Append(((int)character).ToString("X4", CultureInfo.InvariantCulture)).Append(')');
        }

        return encoded.ToString();
    }

    private static bool HasTwin(INamespaceOrTypeSymbol parent, string name) => parent.GetMembers().Any(member =>
        member is INamespaceOrTypeSymbol
        && !string.Equals(member.MetadataName, name, StringComparison.Ordinal)
        && string.Equals(member.MetadataName, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>FNV-1a, 64 bits, over UTF-16 units.</summary>
    public static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in text)
        {
            hash = unchecked((hash ^ character) * 1099511628211);
        }

        return hash;
    }
}
