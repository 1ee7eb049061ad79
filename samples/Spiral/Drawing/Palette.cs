namespace Spiral.Drawing;

/// <summary>Paul Tol's high-contrast colours: told apart by the colour-blind, and in print without colour.</summary>
internal static class Palette
{
    public const string Ink = "#222222";
    public const string Muted = "#666666";
    public const string Grid = "#e2e2e2";

    /// <summary>One colour per class.</summary>
    public static IReadOnlyList<string> Class { get; } = ["#004488", "#ddaa33", "#bb5566"];

    /// <summary>The same, pale: the background of a class.</summary>
    public static IReadOnlyList<string> Tint { get; } = ["#c2d3e6", "#f7e9c4", "#efd3d9"];
}
