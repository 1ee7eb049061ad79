using System.Globalization;
using System.Text;

namespace Backprop.Compiler.Emission;

/// <summary>Numbers as C# source, the same in every culture, and exactly the number they came from.</summary>
internal static class Literal
{
    /// <summary>An int literal: some cultures have a minus of their own.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A double literal with the shortest digits of the float: 0.01f is 0.01, what the user wrote.</summary>
    public static string Number(float value) => value switch
    {
        _ when float.IsNaN(value) => "double.NaN",
        _ when float.IsPositiveInfinity(value) => "double.PositiveInfinity",
        _ when float.IsNegativeInfinity(value) => "double.NegativeInfinity",
        _ => Finite(value),
    };

    /// <summary>A float literal.</summary>
    public static string Single(float value) => value switch
    {
        _ when float.IsNaN(value) => "float.NaN",
        _ when float.IsPositiveInfinity(value) => "float.PositiveInfinity",
        _ when float.IsNegativeInfinity(value) => "float.NegativeInfinity",
        _ => Finite(value) + "f",
    };

    /// <summary>A double literal.</summary>
    public static string Double(double value) => value switch
    {
        _ when double.IsNaN(value) => "double.NaN",
        _ when double.IsPositiveInfinity(value) => "double.PositiveInfinity",
        _ when double.IsNegativeInfinity(value) => "double.NegativeInfinity",
        _ => Finite(value) + "d",
    };

    /// <summary>A string literal. Only names are written; whatever else a text holds is escaped.</summary>
    public static string Text(string value)
    {
        var text = new StringBuilder("\"");
        foreach (char character in value)
        {
            _ = char.IsLetterOrDigit(character) || " _.-+/[]".IndexOf(character) >= 0
                ? text.Append(character)
                : text.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
        }

        return text.Append('"').ToString();
    }

    /// <summary>A name from outside as comments may show it: on one line, and without what means something in XML.</summary>
    public static string Plain(string name) => new([.. name.Select(character => char.IsControl(character) || "<>&\u2028\u2029".IndexOf(character) >= 0 ? '?' : character)]);

    private static string Finite(float value)
    {
        // netstandard2.0's "R" is the shortest round trip for float, except that .NET Framework drops the sign of −0.
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        if (float.Parse(digits, CultureInfo.InvariantCulture) != value)
        {
            digits = value.ToString("G9", CultureInfo.InvariantCulture);
        }

        return value == 0 && 1 / value < 0 ? "-0.0" : digits;
    }

    private static string Finite(double value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(digits, CultureInfo.InvariantCulture) != value)
        {
            digits = value.ToString("G17", CultureInfo.InvariantCulture);
        }

        return value == 0 && 1 / value < 0 ? "-0.0" : digits;
    }
}
