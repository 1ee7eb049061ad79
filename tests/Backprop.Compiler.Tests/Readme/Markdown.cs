using System.Text.RegularExpressions;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Readme;

/// <summary>A page of the repository and the code on it.</summary>
internal sealed partial class Markdown
{
    private readonly string path;

    public Markdown(string file)
    {
        path = Path.Combine(Repository.Root, file);
        Text = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    public string Text { get; private set; }

    /// <summary>The C# blocks that are not marked as excerpts of emitted code.</summary>
    public IEnumerable<string> CSharp => Blocks().Where(block => block.Language == "csharp" && block.Emitted is null).Select(block => block.Code);

    /// <summary>The blocks below a comment <c>emitted: name</c>, by that name.</summary>
    public IEnumerable<(string Name, string Code)> Emitted =>
        Blocks().Where(block => block.Emitted is not null).Select(block => (block.Emitted!, block.Code));

    /// <summary>Where links to files lead, relative to the page.</summary>
    public IEnumerable<string> Links => LinkPattern().Matches(Text).Select(match => match.Groups[1].Value);

    /// <summary>Puts code into a marked block, on the page's file too.</summary>
    public void Replace(string emitted, string code)
    {
        Text = BlockPattern().Replace(Text, match => match.Groups["emitted"].Value == emitted
            ? match.Value[..(match.Groups["code"].Index - match.Index)] + code + "```"
            : match.Value);
        File.WriteAllText(path, Text);
    }

    private IEnumerable<(string Language, string? Emitted, string Code)> Blocks() => BlockPattern().Matches(Text).Select(match => (
        match.Groups["language"].Value,
        match.Groups["emitted"].Success ? match.Groups["emitted"].Value : null,
        match.Groups["code"].Value));

    [GeneratedRegex(@"(?:^<!-- emitted: (?<emitted>\w+) -->\n)?^```(?<language>\w*)\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex LinkPattern();
}
