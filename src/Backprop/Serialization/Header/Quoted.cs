using System.Globalization;
using System.Text;

namespace Backprop.Serialization;

/// <summary>Texts from files as messages may show them.</summary>
internal static class Quoted
{
    /// <summary>Longer texts are cut.</summary>
    private const int MostShown = 100;

    /// <summary>More dimensions are not shown.</summary>
    private const int MostDimensions = 8;

    /// <summary>In quotes, on one line, not too long.</summary>
    public static string Text(string text)
    {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.Min(text.Length, MostShown); i++)
        {
            char c = text[i];
            _ = char.IsControl(c) || char.IsSurrogate(c) ? quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)) : quoted.Append(c);
        }

        return quoted.Append(text.Length > MostShown ? "…\"" : "\"").ToString();
    }

    /// <summary>A shape, <c>[3×3×1×6]</c>, as far as it is not too long.</summary>
    public static string Shape(IReadOnlyList<long> shape)
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < Math.Min(shape.Count, MostDimensions); i++)
        {
            text.Append(i == 0 ? "" : "×").Append(shape[i].ToString(CultureInfo.InvariantCulture));
        }

        return text.Append(shape.Count > MostDimensions ? "×…]" : "]").ToString();
    }
}
