using System.Globalization;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>The ranges that many layers share.</summary>
internal static class ValueChecks
{
    /// <summary>The largest input or layer: 2²⁴.</summary>
    public const int MaxSize = 1 << 24;

    /// <summary>The most dimensions of a shape.</summary>
    private const int MaxRank = 8;

    /// <summary>Demands 1 to <see cref="MaxSize"/>; returns the size, or null.</summary>
    public static int? Size(LayerSite site, string argument, int missing = 0)
    {
        int size = site.Layer.Int(argument, missing);
        return InRange(site, argument, size) ? size : null;
    }

    /// <summary>Demands 1 to 8 sizes, all 1 or more, and at most <see cref="MaxSize"/> values together; returns the shape, or null.</summary>
    public static Shape? Dimensions(LayerSite site, string argument)
    {
        EquatableArray<int> sizes = site.Layer.Numbers(argument) ?? EquatableArray<int>.Empty;
        if (sizes.Count is < 1 or > MaxRank)
        {
            OutOfRange(site, argument, $"1 to {MaxRank} sizes", sizes.Count == 0 ? "empty" : Number(sizes.Count) + " of them");
            return null;
        }

        return sizes.All(size => InRange(site, argument, size)) ? Fits(site, argument, new Shape(true, sizes)) : null;
    }

    /// <summary>Demands a shape of at most <see cref="MaxSize"/> values; returns it, or null.</summary>
    public static Shape? Fits(LayerSite site, string argument, Shape shape)
    {
        // In doubles, eight sizes of up to 2²⁴ cannot overflow.
        double size = shape.Dimensions.Aggregate(1.0, (product, dimension) => product * dimension);
        if (size <= MaxSize)
        {
            return shape;
        }

        OutOfRange(site, argument, $"such that a row has at most {Number(MaxSize)} values", $"such that it is {shape.Text}");
        return null;
    }

    private static bool InRange(LayerSite site, string argument, int size)
    {
        bool inRange = size is >= 1 and <= MaxSize;
        if (!inRange)
        {
            site.Report(ProblemIds.SizeOutOfRange, argument, argument, site.Layer.Attribute, Number(MaxSize), Number(size));
        }

        return inRange;
    }

    /// <summary>Demands a named value of an enum; returns it, or null.</summary>
    public static int? Enum(LayerSite site, string argument, string enumName, IReadOnlyList<string> names, int missing)
    {
        int value = site.Layer.Int(argument, missing);
        if (value >= 0 && value < names.Count)
        {
            return value;
        }

        OutOfRange(site, argument, $"one of the values of {enumName}", Cast(enumName, value));
        return null;
    }

    /// <summary>Demands a finite number.</summary>
    public static void Finite(LayerSite site, string argument, float missing)
    {
        float value = site.Layer.Float(argument, missing);
        if (!IsFinite(value))
        {
            OutOfRange(site, argument, "a finite number", Number(value));
        }
    }

    /// <summary>Reports an argument outside of what was expected.</summary>
    public static void OutOfRange(LayerSite site, string argument, string expected, string actual) =>
        Refuse(site, argument, Expected(expected, actual));

    /// <summary>Reports an argument in words of one's own, of which it is the subject.</summary>
    public static void Refuse(LayerSite site, string argument, string sentence) =>
        site.Report(ProblemIds.ArgumentOutOfRange, argument, argument, site.Layer.Attribute, sentence);

    /// <summary>The sentence that reports most arguments.</summary>
    public static string Expected(string expected, string actual) => $"must be {expected}, but is {actual}";

    /// <summary>A value of an enum that has no name, as it is written in code: <c>(Activation)(-1)</c>.</summary>
    public static string Cast(string enumName, int value)
    {
        string number = value.ToString(CultureInfo.InvariantCulture);
        return value < 0 ? $"({enumName})({number})" : $"({enumName}){number}";
    }

    public static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);

    /// <summary>With thousands separators: <c>16,777,216</c>.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
