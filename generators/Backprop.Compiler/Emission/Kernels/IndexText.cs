using System.Globalization;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Indices as they are written: without the zeros, ones and parentheses that say nothing.</summary>
internal static class IndexText
{
    /// <summary>a + b; a number behind a number becomes one.</summary>
    public static string Plus(string a, string b)
    {
        int last = a.LastIndexOf(' ');
        return b == "0" ? a
            : a == "0" ? b
            : last > 0 && a[last - 1] == '+' && Number(a.Substring(last + 1)) is { } one && Number(b) is { } other ? $"{a.Substring(0, last)} {one + other}"
            : $"{a} + {b}";
    }

    /// <summary>The sum of all.</summary>
    public static string Sum(params string[] parts) => parts.Aggregate("0", Plus);

    /// <summary>So many texts by number, with commas between them.</summary>
    public static string Join(int count, Func<int, string> text) => string.Join(", ", Enumerable.Range(0, count).Select(text));

    /// <summary>a · factor.</summary>
    public static string Times(string a, string factor) => a == "0" || factor == "1" ? a : $"{Factor(a)} * {factor}";

    /// <summary>a · factor.</summary>
    public static string Times(string a, int factor) => Times(a, factor.ToString(CultureInfo.InvariantCulture));

    /// <summary>row · width + column.</summary>
    public static string At(string row, string width, string column) => Plus(Times(row, width), column);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    // In parentheses, unless it is one name, one number or in parentheses already.
    private static string Factor(string text) => text.IndexOf(' ') < 0 || (text[0] == '(' && text.IndexOf(')') == text.Length - 1) ? text : $"({text})";
}
