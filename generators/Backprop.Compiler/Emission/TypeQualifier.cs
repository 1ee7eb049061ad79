using System.Text;
using System.Text.RegularExpressions;

namespace Backprop.Compiler.Emission;

/// <summary>Writes every type of ours with its full name, for the rare network that stands where a simple name like <c>Span</c>
/// means something else. All others keep their short names and usings.</summary>
internal static class TypeQualifier
{
    private static readonly (string Namespace, string[] Types)[] Origins =
    [
        ("System", ["Span", "ReadOnlySpan"]),
        ("System.Runtime.CompilerServices", ["MethodImpl", "MethodImplOptions"]),
        ("System.Runtime.InteropServices", ["MemoryMarshal"]),
        ("System.Runtime.Intrinsics", ["Vector256", "Vector512"]),
        ("Backprop", ["INetwork", "Initialization", "Initializer", "NetworkWorkspace", "ParameterInfo", "ParameterKind", "ParameterLayout", "TargetKind", "WorkspaceStage"]),
        ("Backprop.Numerics", ["ILane", "LaneMath", "NetworkBuffer", "NetworkGuard", "PredictionScratch", "Transpose",
            "FloatLane128", "FloatLane256", "FloatLane512", "DoubleLane128", "DoubleLane256", "DoubleLane512"]),
    ];

    private static readonly Dictionary<string, string> FullNames = Origins
        .SelectMany(origin => origin.Types.Select(type => (type, full: $"global::{origin.Namespace}.{type}")))
        .ToDictionary(pair => pair.type, pair => pair.full);

    // A simple name: not behind a dot, a colon or the @ of a declared name.
    private static readonly Regex SimpleName = new(@"(?<![\w.:@])(" + string.Join("|", FullNames.Keys) + @")(?!\w)", RegexOptions.CultureInvariant);

    /// <summary>The usings that the short names need.</summary>
    public static IEnumerable<string> Usings => Origins.Select(origin => $"using {origin.Namespace};");

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
