using System.Text.RegularExpressions;

namespace Backprop.Compiler.Tests.Readme;

/// <summary>Parts of emitted files, moved to the left margin.</summary>
internal static class EmittedExcerpt
{
    private const string Summary = "/// ";

    /// <summary>The plan of a step (<c>plan</c>), or a method by its name, with the comments and attributes above it.</summary>
    public static string Find(string name, IEnumerable<string> files)
    {
        string[] found = [.. files.Select(file => file.Split('\n')).Select(lines => name == "plan" ? Plan(lines) : Method(name, lines)).OfType<string>()];
        return Assert.Single(found);
    }

    private static string? Plan(string[] lines)
    {
        int start = Array.FindIndex(lines, line => line.Trim() == Summary + "<code>");
        int end = Array.FindIndex(lines, line => line.Trim() == Summary + "</code>");
        return start < 0 ? null : Join(lines[(start + 1)..end].Select(line => line.Trim()[Summary.Length..]));
    }

    private static string? Method(string name, string[] lines)
    {
        int head = Array.FindIndex(lines, line => Regex.IsMatch(line, $@"^ +(private|internal|public) .*\b{name}(<[\w, ]+>)?\("));
        if (head < 0)
        {
            return null;
        }

        int start = head, indent = lines[head].Length - lines[head].TrimStart().Length;
        while (lines[start - 1].TrimStart() is ['/', '/', ..] or ['[', ..])
        {
            start--;
        }

        int end = Array.FindIndex(lines, head, line => line == new string(' ', indent) + "}");
        return Join(lines[start..(end + 1)].Select(line => line.Length == 0 ? line : line[indent..]));
    }

    private static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
