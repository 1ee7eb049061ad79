namespace Samples.Digits;

/// <summary>How the ten digits are written, each in the ways that are common.</summary>
public static class DigitShapes
{
    /// <summary>For each digit the ways to write it, each a list of strokes.</summary>
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<Stroke>>> All { get; } =
    [
        [Zero],
        [OneUpright, OneWithFlag, OneOnFoot],
        [TwoOnLine, TwoWithLoop],
        [ThreeRound, ThreeFlat],
        [FourOpen, FourClosed],
        [Five],
        [SixTall, SixRound],
        [Seven, SevenCrossed],
        [Eight],
        [NineStraight, NineRound],
    ];

    private static IReadOnlyList<Stroke> Zero => [Stroke.Loop((0.5, 0), (0.87, 0.14), (1, 0.5), (0.85, 0.87), (0.5, 1), (0.13, 0.86), (0, 0.5), (0.15, 0.13))];

    private static IReadOnlyList<Stroke> OneUpright => [Stroke.Line((0.5, 0), (0.5, 1))];

    private static IReadOnlyList<Stroke> OneWithFlag => [Stroke.Line((0.2, 0.24), (0.55, 0), (0.55, 1))];

    private static IReadOnlyList<Stroke> OneOnFoot => [Stroke.Line((0.25, 0.2), (0.52, 0), (0.52, 1)), Stroke.Line((0.18, 1), (0.86, 1))];

    private static IReadOnlyList<Stroke> TwoOnLine =>
        [Stroke.Curve((0.05, 0.24), (0.28, 0.03), (0.65, 0.01), (0.9, 0.22), (0.76, 0.52), (0.4, 0.77), (0.02, 1)), Stroke.Line((0.02, 1), (1, 1))];

    private static IReadOnlyList<Stroke> TwoWithLoop =>
        [Stroke.Curve((0.05, 0.22), (0.45, 0), (0.88, 0.2), (0.74, 0.58), (0.32, 0.96), (0.03, 0.92), (0.2, 0.76), (0.6, 0.92), (1, 0.97))];

    private static IReadOnlyList<Stroke> ThreeRound =>
        [Stroke.Curve((0.06, 0.13), (0.42, 0), (0.86, 0.16), (0.76, 0.4), (0.36, 0.48)), Stroke.Curve((0.36, 0.48), (0.83, 0.56), (0.98, 0.78), (0.6, 1), (0.03, 0.9))];

    private static IReadOnlyList<Stroke> ThreeFlat =>
        [Stroke.Line((0.1, 0), (0.92, 0), (0.45, 0.42)), Stroke.Curve((0.45, 0.42), (0.88, 0.52), (0.95, 0.8), (0.5, 1), (0.04, 0.88))];

    private static IReadOnlyList<Stroke> FourOpen => [Stroke.Line((0.14, 0.02), (0.05, 0.55), (0.92, 0.55)), Stroke.Line((0.84, 0.02), (0.78, 1))];

    private static IReadOnlyList<Stroke> FourClosed => [Stroke.Line((0.72, 1), (0.72, 0), (0, 0.68), (1, 0.68))];

    private static IReadOnlyList<Stroke> Five =>
        [Stroke.Line((0.92, 0), (0.2, 0), (0.12, 0.45)), Stroke.Curve((0.12, 0.45), (0.5, 0.37), (0.92, 0.52), (0.9, 0.84), (0.45, 1), (0.02, 0.9))];

    private static IReadOnlyList<Stroke> SixTall =>
        [Stroke.Curve((0.74, 0), (0.3, 0.24), (0.05, 0.62), (0.12, 0.91), (0.5, 1), (0.9, 0.85), (0.86, 0.59), (0.5, 0.5), (0.1, 0.7))];

    private static IReadOnlyList<Stroke> SixRound =>
        [Stroke.Curve((0.88, 0.1), (0.5, 0.02), (0.12, 0.26), (0.02, 0.65), (0.2, 0.95), (0.62, 0.99), (0.93, 0.76), (0.72, 0.5), (0.32, 0.52), (0.07, 0.74))];

    private static IReadOnlyList<Stroke> Seven => [Stroke.Line((0.02, 0.02), (0.98, 0), (0.36, 1))];

    private static IReadOnlyList<Stroke> SevenCrossed => [Stroke.Line((0.02, 0.02), (0.98, 0), (0.36, 1)), Stroke.Line((0.28, 0.52), (0.92, 0.5))];

    private static IReadOnlyList<Stroke> Eight =>
        [Stroke.Loop((0.5, 0.46), (0.9, 0.23), (0.5, 0), (0.1, 0.23), (0.5, 0.46), (0.98, 0.75), (0.5, 1), (0.02, 0.75))];

    private static IReadOnlyList<Stroke> NineStraight =>
        [Stroke.Curve((0.93, 0.24), (0.6, 0), (0.15, 0.1), (0.08, 0.4), (0.45, 0.54), (0.9, 0.32)), Stroke.Line((0.94, 0.12), (0.84, 1))];

    private static IReadOnlyList<Stroke> NineRound =>
        [Stroke.Curve((0.93, 0.26), (0.58, 0), (0.13, 0.12), (0.1, 0.42), (0.5, 0.54), (0.9, 0.3), (0.95, 0.22), (0.9, 0.62), (0.6, 0.94), (0.12, 0.98))];
}
