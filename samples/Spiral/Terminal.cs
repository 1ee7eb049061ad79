using Spectre.Console;

namespace Spiral;

/// <summary>The console, and plain text without escape codes where it is a file or a pipe.</summary>
internal static class Terminal
{
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
