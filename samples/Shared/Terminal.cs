using Spectre.Console;

namespace Samples;

/// <summary>The console, and plain text without escape codes where it is a file or a pipe.</summary>
public static class Terminal
{
    /// <summary>Standard output.</summary>
    public static IAnsiConsole Instance { get; } = Console.IsOutputRedirected
        ? AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false }, // they turn colours on for build servers
        })
        : AnsiConsole.Console;
}
