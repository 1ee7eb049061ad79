using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Data;

/// <summary>CSV read a second time, by regular expressions, without regard for speed or reasons.</summary>
internal static class PlainCsv
{
    private const string Number = @"\A *[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)? *\z";

    /// <summary>The fields of each line, as long as each other; null if the bytes are not such a file.</summary>
    public static List<string[]>? Parse(byte[] bytes, char separator)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        string between = Regex.Escape(separator.ToString());
        var line = new Regex($"""\G(?<field>"(?:[^"]|"")*"|[^"\r\n{between}]*)(?:{between}(?<field>"(?:[^"]|"")*"|[^"\r\n{between}]*))*(?:\r?\n|\z)""");
        var lines = new List<string[]>();
        for (int position = 0; position < text.Length;)
        {
            Match match = line.Match(text, position);
            if (!match.Success || match.Value.Trim('\r', '\n').Length == 0)
            {
                return null;
            }

            lines.Add(match.Groups["field"].Captures.Select(capture => Unquote(capture.Value)).ToArray());
            position += match.Length;
        }

        return lines.Count > 0 && lines.All(fields => fields.Length == lines[0].Length) ? lines : null;
    }

    /// <summary>The number; null for anything else, and for what is infinite in a float.</summary>
    public static float? Float(string text)
    {
        if (!Regex.IsMatch(text, Number))
        {
            return null;
        }

        float value = float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return float.IsFinite(value) ? value : null;
    }

    /// <summary>The integer from 0 on; null for anything else.</summary>
    public static int? Label(string text) =>
        Regex.IsMatch(text, @"\A *(\+?[0-9]+|-0+) *\z") && decimal.TryParse(text.Trim(), CultureInfo.InvariantCulture, out decimal value) && value < int.MaxValue
            ? (int)value
            : null;

    private static string Unquote(string field) => field.StartsWith('"') ? field[1..^1].Replace("\"\"", "\"") : field;
}
