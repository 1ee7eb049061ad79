using static System.FormattableString;

namespace Backprop.Data;

/// <summary>Checks of what transforms are made with.</summary>
internal static class AugmentationSetting
{
    public static int Between(int value, int minimum, int maximum, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be {minimum} to {maximum} for these images, not {value}."));

    public static double Between(double value, double minimum, double maximum, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be {minimum} to {maximum}, not {value}."));

    public static float Finite(float value, string name) =>
        float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be finite, not {value}."));
}
