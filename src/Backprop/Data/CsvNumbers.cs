using System.Buffers;
using System.Globalization;
using static System.FormattableString;

namespace Backprop.Data;

/// <summary>Numbers as CSV files write them. Each method returns why the text is none, or null if it is one.</summary>
internal static class CsvNumbers
{
    /// <summary>.NET takes a number with these behind it for a number.</summary>
    private const char Nul = '\0';

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    public static string? ParseFloat(ReadOnlySpan<char> text, bool allowNonFinite, out float value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        text = text.Trim(' ');
        value = 0;
        if (text.IsEmpty)
        {
            return "The field is empty; a number is needed.";
        }

        // Digits that make an infinity are beyond the range, which is another thing than the word.
        bool isNumber = float.TryParse(text, Style, CultureInfo.InvariantCulture, out value) || ParseWord(text, out value);
        if (!isNumber || text.Contains(Nul))
        {
            return "It is not a number (with a decimal point, without separators of thousands).";
        }

        if (float.IsInfinity(value) && text.ContainsAny(Digits))
        {
            return "The number is too large for a float.";
        }

        return float.IsFinite(value) || allowNonFinite
            ? null
            : Invariant($"NaN and infinities are not allowed, unless {nameof(CsvOptions)}.{nameof(CsvOptions.AllowNonFinite)} is set.");
    }

    public static string? ParseLabel(ReadOnlySpan<char> text, int? classes, out int label)
    {
        text = text.Trim(' ');
        label = 0;
        if (text.IsEmpty)
        {
            return "The field is empty; a class label is needed.";
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out label) || text.Contains(Nul))
        {
            return text.TrimStart("+-").ContainsAnyExcept(Digits) || !text.ContainsAny(Digits)
                ? Invariant($"The label is not an integer. If labels are names, set {nameof(CsvOptions)}.{nameof(CsvOptions.NamedClasses)}.")
                : "The label is too large for an integer of 32 bits.";
        }

        // The number of classes is one more than the largest label, and an int as well.
        int limit = classes ?? int.MaxValue;
        return (uint)label < (uint)limit ? null : Invariant($"The label must be 0 to {limit - 1}.");
    }

    /// <summary>What other programs call an infinity; .NET parses <c>infinity</c> and <c>nan</c> itself.</summary>
    private static bool ParseWord(ReadOnlySpan<char> text, out float value)
    {
        bool isNegative = text[0] == '-';
        value = isNegative ? float.NegativeInfinity : float.PositiveInfinity;
        return text[(text[0] is '+' or '-' ? 1 : 0)..].Equals("inf", StringComparison.OrdinalIgnoreCase);
    }
}
