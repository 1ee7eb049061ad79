namespace Backprop.Benchmarks.Reporting;

/// <summary>Writes times.</summary>
internal static class Duration
{
    /// <summary>Three digits or more, in ns, µs or ms.</summary>
    public static string Format(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => Invariant($"{nanoseconds:0.0} ns"),
        < 1e5 => Invariant($"{nanoseconds / 1e3:0.00} µs"),
        < 1e6 => Invariant($"{nanoseconds / 1e3:0.0} µs"),
        _ => Invariant($"{nanoseconds / 1e6:0.000} ms"),
    };
}
