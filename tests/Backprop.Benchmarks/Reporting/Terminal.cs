using Spectre.Console;

namespace Backprop.Benchmarks.Reporting;

/// <summary>The console; wide, plain text without escape codes where it is a file or a pipe.</summary>
internal static class Terminal
{
    private const int FileWidth = 160;

    /// <summary>Standard output.</summary>
    public static IAnsiConsole Instance { get; } = Create();

    /// <summary>A table whose columns, but the first two, are numbers.</summary>
    public static Table CreateTable(params ReadOnlySpan<string> titles)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string title in titles)
        {
            var column = new TableColumn(title) { NoWrap = true };
            table.AddColumn(table.Columns.Count < 2 ? column : column.RightAligned());
        }

        return table;
    }

    private static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false }, // they turn colours on for build servers
        });
        console.Profile.Width = FileWidth;
        return console;
    }
}
