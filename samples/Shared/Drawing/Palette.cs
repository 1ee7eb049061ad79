namespace Samples.Drawing;

/// <summary>Paul Tol's colours: told apart by the colour-blind.</summary>
public static class Palette
{
    /// <summary>Text and frames.</summary>
    public const string Ink = "#222222";

    /// <summary>Text of less weight.</summary>
    public const string Muted = "#666666";

    /// <summary>Lines behind what is plotted.</summary>
    public const string Grid = "#e2e2e2";

    /// <summary>One colour per class; told apart in print without colour, too.</summary>
    public static IReadOnlyList<string> Class { get; } = ["#004488", "#ddaa33", "#bb5566"];

    /// <summary>The same, pale: the background of a class.</summary>
    public static IReadOnlyList<string> Tint { get; } = ["#c2d3e6", "#f7e9c4", "#efd3d9"];

    /// <summary>One colour per curve, for up to five in one panel.</summary>
    public static IReadOnlyList<string> Curve { get; } = ["#aa3377", "#ee7733", "#0077bb", "#228833", "#555555"];
}
