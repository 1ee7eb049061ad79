using System.Globalization;

namespace Backprop.Compiler.Emission;

/// <summary>Numbers as C# source, the same in every culture, and exactly the number they came from.</summary>
internal static class Literal
{
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
}
