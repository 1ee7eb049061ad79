using System.Text;
using System.Text.RegularExpressions;
using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Emission;

/// <summary>Writes every type of ours with its full name, for the rare network that stands where a simple name like <c>Span</c>
/// means something else. All others keep their short names and usings.</summary>
internal static class TypeQualifier
{
    private static readonly Dictionary<string, string> FullNames = EmittedTypes.NamespaceOf
        .Where(pair => pair.Value.Length > 0)
        .Concat(EmittedTypes.OfLayers.Select(name => new KeyValuePair<string, string>(name, EmittedTypes.Library)))
        .ToDictionary(pair => pair.Key, pair => $"global::{pair.Value}.{pair.Key}", StringComparer.Ordinal);

    // A simple name: not behind a dot, a colon, a quote or the @ of a declared name, nor where a property is set, nor where a namespace or a type is declared.
    private static readonly Regex SimpleName = new(@"(?<![\w.:@""])(?<!\b(?:namespace|class|struct|record|interface) )(" + string.Join("|", FullNames.Keys) + @")(?!\w| = )", RegexOptions.CultureInvariant);

    /// <summary>The usings that a text needs; those of the language's own services only where one of their names may stand in it.</summary>
    public static IEnumerable<string> Usings(string code) => EmittedTypes.Imports
        .Where(import => !import.StartsWith("System.Runtime", StringComparison.Ordinal) || EmittedTypes.NamespaceOf.Any(pair => pair.Value == import && code.Contains(pair.Key)))
        .Select(import => $"using {import};");

    public static string Qualify(string code)
    {
        var text = new StringBuilder();
        foreach (string line in code.TrimEnd('\n').Split('\n'))
        {
            bool comment = line.TrimStart().StartsWith("//", StringComparison.Ordinal);
            text.Append(comment ? line : SimpleName.Replace(line, match => FullNames[match.Value])).Append('\n');
        }

        return text.ToString();
    }
}
