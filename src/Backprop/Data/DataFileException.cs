using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Backprop.Data;

/// <summary>
/// A data file is not what it should be: it was read whole or not at all, and this says why not. Trouble with reaching the file (it does not
/// exist, it may not be read) comes as the usual <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> instead.
/// </summary>
/// <remarks>The message holds all of the properties that are not null.</remarks>
public sealed class DataFileException : FormatException
{
    /// <summary>Longer texts are cut in messages.</summary>
    private const int MostTextShown = 40;

    private DataFileException(string message, string file, string reason, Exception? cause)
        : base(message, cause)
    {
        File = file;
        Reason = reason;
    }

    /// <summary>The path, or the name that was given for a stream.</summary>
    public string File { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>The byte of a binary file at which it went wrong, counted from 0 after decompression; null in text.</summary>
    public long? Position { get; private init; }

    /// <summary>The line of a text file, counted from 1; null in binary files.</summary>
    public long? Line { get; private init; }

    /// <summary>The column of a text file, counted from 1; null where it is not one field that is wrong.</summary>
    public int? Column { get; private init; }

    /// <summary>The column's name in the header; null where there is no header, or no column.</summary>
    public string? ColumnName { get; private init; }

    /// <summary>The text that was found there; null where the reason has nothing to do with it.</summary>
    public string? Text { get; private init; }

    /// <summary>Something wrong at a byte of a binary file.</summary>
    internal static DataFileException AtByte(string file, long position, string reason, Exception? cause = null) =>
        new(Invariant($"{file}, byte {position}: {reason}"), file, reason, cause) { Position = position };

    /// <summary>Something wrong in a line of a text file.</summary>
    internal static DataFileException AtLine(
        string file, long line, string reason, int? column = null, string? columnName = null, string? text = null, Exception? cause = null)
    {
        var message = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{file}, line {line}");
        if (column is not null)
        {
            message.Append(CultureInfo.InvariantCulture, $", column {column}");
        }

        if (columnName is not null)
        {
            message.Append(" (").Append(Quote(columnName)).Append(')');
        }

        message.Append(": ");
        if (text is not null)
        {
            message.Append(Quote(text)).Append(": ");
        }

        return new DataFileException(message.Append(reason).ToString(), file, reason, cause) { Line = line, Column = column, ColumnName = columnName, Text = text };
    }

    /// <summary>A text from a file as a message may show it: in quotes, on one line, not too long.</summary>
    internal static string Quote(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text[..Math.Min(text.Length, MostTextShown)])
        {
            _ = char.IsControl(c) || char.IsSurrogate(c) ? quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : quoted.Append(c);
        }

        return quoted.Append(text.Length > MostTextShown ? "…\"" : "\"").ToString();
    }
}
