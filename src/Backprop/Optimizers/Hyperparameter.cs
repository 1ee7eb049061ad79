using System.Globalization;

namespace Backprop;

/// <summary>Checks of the numbers that users set: each returns the value or throws, naming it.</summary>
internal static class Hyperparameter
{
    /// <summary>Finite and at least 0.</summary>
    public static float NonNegative(float value, string name) =>
        float.IsFinite(value) && value >= 0 ? value : throw Refused(value, name, "a finite number of 0 or more");

    /// <summary>Finite and above 0.</summary>
    public static float Positive(float value, string name) =>
        float.IsFinite(value) && value > 0 ? value : throw Refused(value, name, "a finite number above 0");

    /// <summary>In [0, 1).</summary>
    public static float Fraction(float value, string name) =>
        value is >= 0 and < 1 ? value : throw Refused(value, name, "at least 0 and below 1");

    /// <summary>At least 1.</summary>
    public static int Count(int value, string name) =>
        value >= 1 ? value : throw Refused(value, name, "at least 1");

    /// <summary>A declared member of the enum.</summary>
    public static TEnum Defined<TEnum>(TEnum value, string name)
        where TEnum : struct, Enum =>
        Enum.IsDefined(value) ? value : throw Refused(value, name, "one of " + string.Join(", ", Enum.GetNames<TEnum>()));

    private static ArgumentOutOfRangeException Refused(object value, string name, string expected) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be {expected}, not {value}."));
}
