using System.Globalization;
using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>The texts of a checkpoint: positions, sums and settings, by name. Numbers come back to the bit.</summary>
/// <param name="file">What messages call the file.</param>
/// <param name="texts">The texts.</param>
internal sealed class CheckpointFacts(string file, IReadOnlyDictionary<string, string> texts)
{
    /// <summary>What messages call the file.</summary>
    public string File { get; } = file;

    /// <summary>A number as a text.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number as the shortest text that it comes back from.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Of(double)"/>
    public static string Of(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A text; null if there is none of this name.</summary>
    public string? Find(string name) => texts.GetValueOrDefault(name);

    /// <summary>A text that must be there.</summary>
    /// <exception cref="ModelFileException">It is not.</exception>
    public string Text(string name) => Find(name) ?? throw Error(Invariant($"It has no {name}."));

    /// <summary>A whole number in a range.</summary>
    /// <exception cref="ModelFileException">It is not there or not one.</exception>
    public long Integer(string name, long minimum = long.MinValue, long maximum = long.MaxValue) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= minimum && value <= maximum
            ? value
            : throw Error(Invariant($"Its {name} is {Quoted.Text(Text(name))}; it should be a whole number from {minimum} to {maximum}."));

    /// <summary>A number.</summary>
    /// <exception cref="ModelFileException">It is not there or not one.</exception>
    public double Number(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Error(Invariant($"Its {name} is {Quoted.Text(Text(name))}, not a number."));

    /// <summary>A setting of an optimizer: finite, 0 or more, in single precision.</summary>
    /// <exception cref="ModelFileException">It is not there or not one.</exception>
    public float Setting(string name) =>
        float.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) && value >= 0
            ? value
            : throw Error(Invariant($"Its {name} is {Quoted.Text(Text(name))}; it should be a finite number of 0 or more."));

    /// <summary>What is wrong with the file.</summary>
    public ModelFileException Error(string reason) => new(File, null, reason);
}
